"""Who is who? The truth beside the suppliers' files, for measuring what linking and determining make of them."""

from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from payung.sample.array import NO_DAY, NONE, Ints
from payung.sample.bpjstk import SEGMENTS as TK_SEGMENTS
from payung.sample.bpjstk import Bpjstk
from payung.sample.country import Country
from payung.sample.error import BAD, Records
from payung.sample.jkn import Jkn
from payung.sample.jkn_segment import REASONS, SEGMENTS
from payung.sample.place import load_places
from payung.sample.text import digits, words
from payung.sample.welfare import ILLNESSES
from payung.sample.work import SECTORS, STATUSES
from payung.terms.public import occupation_labels

WORKS_AS = ("EMPLOYEE", "SELF", "NONE")


def person_table(country: Country, jkn: Jkn, members: Bpjstk) -> Any:
    """One row a person; the person's number is its place from 1."""
    people = np.arange(country.people)
    identity, work, welfare, families = country.identity, country.work, country.welfare, country.families
    active = np.full(country.people, NONE, dtype=np.int64)
    active[members.person[members.is_active]] = members.segment[members.is_active]
    left = np.full(country.people, NONE, dtype=np.int64)
    left[members.person[~members.is_active]] = members.segment[~members.is_active]
    payer = jkn.segments.payer
    return pa.table(
        {
            "true_person_id": people + 1,
            "family": families.family + 1,
            "nik": digits(identity.nik),
            "second_nik": digits(identity.second_nik),
            "kk": digits(identity.kk),
            "name": country.vocabulary.render(country.names.name),
            "mother_name": country.vocabulary.render(country.names.mother),
            "name_system": words(country.names.system, country.book.systems),
            "birth_date": _dates(country.birth),
            "died_on": _dates(welfare.died_on),
            "is_abroad": welfare.is_abroad,
            "sex": words(families.sex, ("L", "P")),
            "village_code": words(country.village, load_places().villages),
            "relation_code": families.relation,
            "is_married": welfare.is_married,
            "is_student": work.is_student,
            "is_disabled": welfare.is_disabled,
            "is_pregnant": welfare.is_pregnant,
            "illness": words(welfare.illness, ILLNESSES),
            "decile": welfare.decile,
            "works_as": words(work.works_as(), WORKS_AS),
            "work_status": words(work.status, STATUSES),
            "sector": words(work.sector, SECTORS),
            "occupation": words(work.occupation, _occupations()),
            "income_monthly_idr": _present(work.income, work.income > 0),
            "jkn_segment": words(jkn.segments.segment, SEGMENTS),
            "jkn_reason": words(jkn.segments.reason, REASONS),
            "jkn_payer_id": _present(payer + 1, payer != NONE),
            "tk_active_segment": words(active, TK_SEGMENTS),
            "tk_left_segment": words(left, TK_SEGMENTS),
        }
    )


def record_table(supplier: str, records: Records) -> Any:
    """One row for each data row of a supplier's file, in its order, counted from 1."""
    count = len(records.person)
    return pa.table(
        {
            "supplier": words(np.zeros(count, dtype=np.int64), (supplier,)),
            "row": np.arange(1, count + 1),
            "true_person_id": records.person + 1,
            "is_duplicate": records.is_twice,
            "is_bad": records.bad > 0,
            "bad_kind": words(np.where(records.bad > 0, records.bad, NONE), BAD),
        }
    )


def write_truth(folder: Path, persons: Any, records: list[Any]) -> None:
    """persons.parquet and records.parquet in the folder of the truth."""
    folder.mkdir(parents=True, exist_ok=True)
    pq.write_table(persons, folder / "persons.parquet", compression="zstd")
    pq.write_table(pa.concat_tables(records), folder / "records.parquet", compression="zstd")


def _occupations() -> list[str | None]:
    labels = occupation_labels()
    return [labels.get(code) for code in range(max(labels) + 1)]


def _dates(values: Ints) -> Any:
    return pa.array(values.astype(np.int32), mask=values == NO_DAY, type=pa.int32()).cast(pa.date32())


def _present(values: Ints, is_there: Any) -> Any:
    return pa.array(values, mask=~is_there)
