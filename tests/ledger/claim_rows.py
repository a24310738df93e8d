"""True rows of claims, and by constraint or trigger what makes such a row false."""

from typing import Any

Row = dict[str, Any]

DAY, AT, LATER, LATEST = "2026-11-02", "2026-11-02 03:00+00", "2026-11-02 04:00+00", "2026-11-02 05:00+00"
NUMBER = "00000000-0000-4000-8000-0000000000"
# One: approved to be paid. Two: refused. Three: open, decided and not checked. Four: corrected by five. Six: paid.
ONE, TWO, THREE, FOUR, FIVE, SIX, NEW = (f"{NUMBER}c{n}" for n in (1, 2, 3, 4, 5, 6, 9))
MAKER, CHECKER = 3, 4


def of(prefix: str, claim: str) -> str:
    """The id of a claim's row of a kind."""
    return NUMBER + prefix + claim[-1]


CLAIM: Row = {
    "claim_id": ONE,
    "participant_id": 1,
    "programme": "JKM",
    "kind": "JKM_DEATH",
    "event_on": DAY,
    "key": "ever",
    "facts": "{}",
    "needs": '["KTP"]',
    "law_version": "x",
    "filed_on": DAY,
    "filed_by": 1,
    "filed_as": "WORKER",
    "corrects_id": None,
    "recorded_at": AT,
}
DOCUMENT: Row = {
    "document_id": of("d", ONE),
    "claim_id": ONE,
    "participant_id": 1,
    "kind": "KTP",
    "sha256": "0" * 64,
    "size_bytes": 1,
    "media_type": "image/png",
    "received_on": DAY,
    "received_by": 1,
}
PAYEE: Row = {
    "payee_id": of("e", ONE),
    "claim_id": ONE,
    "participant_id": 1,
    "place": 1,
    "name": "SARI",
    "relation": "SPOUSE",
    "bank": "BRI",
    "account_cipher": b"x",
    "account_index": b"x",
    "payable_from": AT,
    "named_by": 1,
}
DECISION: Row = {
    "decision_id": of("a", ONE),
    "claim_id": ONE,
    "participant_id": 1,
    "round": 1,
    "answer": "PAY",
    "amount_idr": 5,
    "reason": "FULL_BENEFIT",
    "article": "PP 82/2019",
    "computed": "{}",
    "law_version": "x",
    "made_by": MAKER,
    "made_on": DAY,
}
CHECK: Row = {
    "check_id": of("b", ONE),
    "claim_id": ONE,
    "participant_id": 1,
    "decision_id": of("a", ONE),
    "payee_id": of("e", ONE),
    "verdict": "APPROVED",
    "note": None,
    "made_by": MAKER,
    "checked_by": CHECKER,
    "checked_on": DAY,
}
APPEAL: Row = {
    "appeal_id": of("f", TWO),
    "claim_id": TWO,
    "participant_id": 1,
    "decision_id": of("a", TWO),
    "ground": "x",
    "filed_on": DAY,
    "filed_by": 1,
}
PAYMENT: Row = {
    "payment_id": of("9", SIX),
    "claim_id": SIX,
    "participant_id": 1,
    "check_of_id": of("b", SIX),
    "payee_id": of("e", SIX),
    "amount_idr": 5,
    "channel_id": 1,
    "paid_on": DAY,
    "paid_by": MAKER,
    "recorded_at": LATER,
}
ROWS: dict[str, Row] = {
    "claim": CLAIM,
    "claim_document": DOCUMENT,
    "claim_payee": PAYEE,
    "claim_decision": DECISION,
    "claim_check": CHECK,
    "claim_appeal": APPEAL,
    "claim_payment": PAYMENT,
}


def _claim(claim: str, **more: Any) -> tuple[str, Row]:
    return "claim", CLAIM | {"claim_id": claim, "key": claim, **more}


def _payee(claim: str, **more: Any) -> tuple[str, Row]:
    return "claim_payee", PAYEE | {"payee_id": of("e", claim), "claim_id": claim, **more}


def _decision(claim: str, **more: Any) -> tuple[str, Row]:
    return "claim_decision", DECISION | {"decision_id": of("a", claim), "claim_id": claim, **more}


def _check(claim: str, **more: Any) -> tuple[str, Row]:
    ids = {"check_id": of("b", claim), "decision_id": of("a", claim), "payee_id": of("e", claim)}
    return "claim_check", CHECK | ids | {"claim_id": claim, **more}


REFUSAL: Row = {"answer": "REFUSE", "amount_idr": 0}
ALL: list[tuple[str, Row]] = [
    *[("claim", CLAIM), ("claim_document", DOCUMENT), ("claim_payee", PAYEE)],
    *[("claim_decision", DECISION), ("claim_check", CHECK)],
    *[_claim(TWO), _decision(TWO, **REFUSAL), _check(TWO, payee_id=None), ("claim_appeal", APPEAL)],
    *[_claim(THREE), _payee(THREE, payable_from=LATEST), _decision(THREE)],
    *[_claim(FOUR), _claim(FIVE, corrects_id=FOUR), _payee(FOUR), _payee(FIVE)],
    *[_claim(SIX), _payee(SIX), _decision(SIX), _check(SIX), ("claim_payment", PAYMENT)],
]
NEW_CLAIM: Row = {"claim_id": NEW, "key": NEW}
NEW_DOCUMENT: Row = {"document_id": NEW, "sha256": "1" * 64}
NEW_PAYEE: Row = {"payee_id": NEW, "place": 9}
# The decision that may come next is that of the appeal; the check that may come next is that of claim three.
NEW_DECISION: Row = {"decision_id": NEW, "claim_id": TWO, "round": 2}
NEW_CHECK: Row = _check(THREE)[1] | {"check_id": NEW}
NEW_APPEAL: Row = {"appeal_id": NEW}
NEW_PAYMENT: Row = {
    **{"payment_id": NEW, "claim_id": ONE, "check_of_id": of("b", ONE), "payee_id": of("e", ONE)},
    **{"recorded_at": LATEST},
}
NOBODY = 99

BROKEN: dict[str, tuple[str, Row]] = {
    "claim_beneficiary_id_fk": ("claim", NEW_CLAIM | {"beneficiary_id": NOBODY}),
    "claim_corrected_once": ("claim", NEW_CLAIM | {"corrects_id": FOUR}),
    "claim_corrects_id_fk": ("claim", NEW_CLAIM | {"corrects_id": NEW[:-1] + "8"}),
    "claim_corrects_its_like": ("claim", NEW_CLAIM | {"corrects_id": ONE, "kind": "JHT_FULL"}),
    "claim_corrects_unpaid": ("claim", NEW_CLAIM | {"corrects_id": SIX}),
    "claim_event_not_after_filing": ("claim", NEW_CLAIM | {"event_on": "2026-11-03"}),
    "claim_kind_known": ("claim", NEW_CLAIM | {"kind": "GIFT"}),
    "claim_once": ("claim", {"claim_id": NEW}),
    "claim_participant_id_fk": ("claim", NEW_CLAIM | {"participant_id": NOBODY}),
    "claim_pkey": ("claim", {"key": "x"}),
    "claim_programme_known": ("claim", NEW_CLAIM | {"programme": "XXX"}),
    "claim_document_has_a_kind": ("claim_document", NEW_DOCUMENT | {"kind": ""}),
    "claim_document_hash_form": ("claim_document", NEW_DOCUMENT | {"sha256": "x"}),
    "claim_document_holds_something": ("claim_document", NEW_DOCUMENT | {"size_bytes": 0}),
    "claim_document_media_known": ("claim_document", NEW_DOCUMENT | {"media_type": "application/zip"}),
    "claim_document_of_its_participant": ("claim_document", NEW_DOCUMENT | {"participant_id": 2}),
    "claim_document_once": ("claim_document", {"document_id": NEW}),
    "claim_document_pkey": ("claim_document", {"sha256": "1" * 64}),
    "claim_payee_before_payment": ("claim_payee", NEW_PAYEE | {"claim_id": SIX}),
    "claim_payee_has_a_name": ("claim_payee", NEW_PAYEE | {"name": ""}),
    "claim_payee_has_an_account": ("claim_payee", NEW_PAYEE | {"account_cipher": None}),
    "claim_payee_of_its_participant": ("claim_payee", NEW_PAYEE | {"participant_id": 2}),
    "claim_payee_pkey": ("claim_payee", {"place": 9}),
    "claim_payee_place_once": ("claim_payee", {"payee_id": NEW}),
    "claim_payee_relation_known": ("claim_payee", NEW_PAYEE | {"relation": "FRIEND"}),
    "claim_decision_amount_fits": ("claim_decision", NEW_DECISION | {"amount_idr": 0}),
    "claim_decision_answer_known": ("claim_decision", NEW_DECISION | {"answer": "MAYBE"}),
    "claim_decision_has_its_article": ("claim_decision", NEW_DECISION | {"article": ""}),
    "claim_decision_is_open": ("claim_decision", NEW_DECISION | {"claim_id": ONE}),
    "claim_decision_of_its_participant": ("claim_decision", NEW_DECISION | {"participant_id": 2}),
    "claim_decision_of_standing_claim": ("claim_decision", NEW_DECISION | {"claim_id": FOUR}),
    "claim_decision_pkey": ("claim_decision", NEW_DECISION | {"decision_id": of("a", ONE)}),
    "claim_decision_round_counts": ("claim_decision", NEW_DECISION | {"round": 0}),
    "claim_decision_round_once": ("claim_decision", NEW_DECISION | {"round": 1}),
    "claim_check_by_another": ("claim_check", NEW_CHECK | {"checked_by": MAKER}),
    "claim_check_names_the_maker": ("claim_check", NEW_CHECK | {"made_by": 77}),
    "claim_check_of_its_claim": ("claim_check", NEW_CHECK | {"claim_id": ONE}),
    "claim_check_of_its_participant": ("claim_check", NEW_CHECK | {"participant_id": 2}),
    "claim_check_of_what_stands": ("claim_check", NEW_CHECK | {"payee_id": of("e", ONE)}),
    "claim_check_once": ("claim_check", CHECK | {"check_id": NEW}),
    "claim_check_payee_id_fk": ("claim_check", NEW_CHECK | {"verdict": "RETURNED", "note": "x", "payee_id": NEW}),
    "claim_check_pkey": ("claim_check", NEW_CHECK | {"check_id": of("b", ONE)}),
    "claim_check_return_says_why": ("claim_check", NEW_CHECK | {"verdict": "RETURNED"}),
    "claim_check_verdict_known": ("claim_check", NEW_CHECK | {"verdict": "MAYBE"}),
    "claim_appeal_has_a_ground": ("claim_appeal", NEW_APPEAL | {"ground": ""}),
    "claim_appeal_of_its_claim": ("claim_appeal", NEW_APPEAL | {"claim_id": ONE, "decision_id": of("a", THREE)}),
    "claim_appeal_of_its_participant": (
        "claim_appeal",
        NEW_APPEAL | {"participant_id": 2, "claim_id": THREE, "decision_id": of("a", THREE)},
    ),
    "claim_appeal_of_refusal": ("claim_appeal", NEW_APPEAL | {"claim_id": ONE, "decision_id": of("a", ONE)}),
    "claim_appeal_once": ("claim_appeal", NEW_APPEAL),
    "claim_appeal_pkey": ("claim_appeal", {}),
    "claim_payment_amount_above_nothing": ("claim_payment", NEW_PAYMENT | {"amount_idr": 0}),
    "claim_payment_channel_id_fk": ("claim_payment", NEW_PAYMENT | {"channel_id": NOBODY}),
    "claim_payment_check_of_id_fk": ("claim_payment", NEW_PAYMENT | {"check_of_id": NEW}),
    "claim_payment_is_approved": ("claim_payment", NEW_PAYMENT | {"amount_idr": 6}),
    "claim_payment_of_its_participant": ("claim_payment", NEW_PAYMENT | {"participant_id": 2}),
    "claim_payment_once": ("claim_payment", {"payment_id": NEW}),
    "claim_payment_payee_id_fk": ("claim_payment", NEW_PAYMENT | {"payee_id": NEW}),
    "claim_payment_pkey": ("claim_payment", NEW_PAYMENT | {"payment_id": of("9", SIX)}),
}
TRIGGERS = (
    *("claim_corrects_its_like", "claim_corrects_unpaid", "claim_payee_before_payment", "claim_decision_is_open"),
    *("claim_decision_of_standing_claim", "claim_check_of_what_stands", "claim_appeal_of_refusal"),
    "claim_payment_is_approved",
)
# Keys that stand only to be named: no row can break one without breaking the primary key first.
NAMED_ONLY = ("claim_of_participant", "claim_decision_of_claim", "claim_decision_of_maker")
APPEND_ONLY = tuple(ROWS)
