"""Is this person covered on this service date, and if not, why and whose move? For one, and for up to 10,000 people."""

import json
import re
from datetime import UTC, date, datetime
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router, Schema
from pydantic import BeforeValidator, ConfigDict, Field

from payung.act.public import Asked, Budget, Cover, covers
from payung.api.v1.fault import FaultAnswer, Forbidden, UnknownFields
from payung.law.public import cited
from payung.ledger.public import may, scope
from payung.terms.public import codes

JAKARTA = ZoneInfo("Asia/Jakarta")
PEOPLE_MOST = 10_000
PERMISSION = "cover.check"
FAULTS = (400, 401, 403, 413, 422, 429)
Programme = Literal["JKN", "JKK", "JKM", "JHT", "JP", "JKP"]
Nik = Annotated[str, Field(pattern=r"^[0-9]{16}$", description="16 digits", examples=["3201014101909001"])]
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def _written(day: object) -> object:
    # A number would be taken for seconds since 1970, and answered about another day than was meant.
    if not isinstance(day, str) or not DAY.fullmatch(day):
        raise ValueError("a day is written as 2026-11-01")
    return day


Day = Annotated[date, Field(ge=date(1900, 1, 1), le=date(2200, 12, 31)), BeforeValidator(_written)]
# A field that is not known is refused: a day under another name would be answered as today.
KNOWN_ONLY = ConfigDict(extra="forbid")

router = Router(tags=["coverage"])


class OneQuestion(Schema):
    """One person. Without `on`, today in Jakarta."""

    model_config = KNOWN_ONLY

    nik: Nik
    on: Day | None = None
    programme: Programme = "JKN"
    birth_date: Day | None = None


class Person(Schema):
    """One of many; the birth date tells people apart who bear one NIK."""

    model_config = KNOWN_ONLY

    nik: Nik
    birth_date: Day | None = None


class ManyQuestion(Schema):
    """Many people about one day and programme."""

    model_config = KNOWN_ONLY

    people: Annotated[list[Person], Field(min_length=1, max_length=PEOPLE_MOST)]
    on: Day | None = None
    programme: Programme = "JKN"


class Clock(Schema):
    """A window that is running, and what happens when it closes."""

    clock: str
    closes: date
    at_end: str
    article: str
    article_en: str


class Answer(Schema):
    """`covered` is null where it cannot be said; `verdict` says why. The sentences are for people."""

    nik: str
    programme: str
    on: date
    covered: bool | None
    verdict: str
    status: str | None
    reason: str | None
    since: date | None
    until: date | None
    decided_by: str | None
    next_move_by: str | None
    law: str | None
    article: str | None
    article_en: str | None
    source: Literal["REGISTER", "ACT"]
    as_of: date | None
    clocks: list[Clock]
    sentence_id: str
    sentence_en: str


class Answers(Schema):
    """The answers in the order of the question."""

    on: date
    programme: str
    people: list[Answer]


@router.get("", response={200: Answer, **dict.fromkeys(FAULTS, FaultAnswer)}, operation_id="coverage_of_one")
def one(request: HttpRequest, asked: Query[OneQuestion]) -> dict[str, Any]:
    """One person. The NIK stands in the address: where that may be logged on the way, use POST."""
    # The library drops what it does not know of an address.
    if unknown := sorted(request.GET.keys() - OneQuestion.model_fields.keys()):
        raise UnknownFields(unknown)
    people = [Asked(asked.nik, asked.birth_date)]
    [answer] = _answers(request, people, asked.programme, asked.on)
    return answer


@router.post("", response={200: Answers, **dict.fromkeys(FAULTS, FaultAnswer)}, operation_id="coverage_of_many")
def many(request: HttpRequest, asked: ManyQuestion) -> HttpResponse:
    """Up to 10,000 people about one day and programme."""
    people = [Asked(person.nik, person.birth_date) for person in asked.people]
    answers = _answers(request, people, asked.programme, asked.on)
    told = {"on": answers[0]["on"], "programme": asked.programme, "people": answers}
    # Written as it is: to check 10,000 answers of our own takes longer than to find them. Tests hold the shape.
    return HttpResponse(json.dumps(told, default=date.isoformat), content_type="application/json")


def _answers(request: HttpRequest, people: list[Asked], programme: str, on: date | None) -> list[dict[str, Any]]:
    user, token = request.auth  # type: ignore[attr-defined]
    if not may(user, PERMISSION):
        raise Forbidden(PERMISSION)
    at = datetime.now(UTC)
    day = on or at.astimezone(JAKARTA).date()
    with scope(user, "VERIFY"):
        found = covers(people, programme, on=day, at=at, budget=Budget(token.people_daily))
    return [_shown(answer) for answer in found]


def _shown(answer: Cover) -> dict[str, Any]:
    names = ("nik", "programme", "on", "covered", "verdict", "status", "reason", "since", "until", "decided_by")
    shown = {name: getattr(answer, name) for name in (*names, "next_move_by", "law", "article", "source", "as_of")}
    shown["article_en"] = cited(answer.article, "en") if answer.article else answer.article
    clocks = codes("clocks")
    shown["clocks"] = [
        {
            "clock": one.clock,
            "closes": one.closes,
            "at_end": clocks[one.clock].facts["at_end"]["id"],
            "article": one.article,
            "article_en": cited(one.article, "en"),
        }
        for one in answer.clocks
    ]
    return shown | {f"sentence_{language}": sentence(answer, language) for language in ("id", "en")}


def sentence(answer: Cover, language: str) -> str:
    """The verdict and the reason in plain words."""
    verdict = codes("verdicts")[answer.verdict].plain(language)
    if answer.reason is None:
        return verdict
    return f"{verdict} {codes('reasons')[answer.reason].plain(language)}"
