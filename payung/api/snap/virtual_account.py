"""What does a bank ask of a virtual account, and what does it tell? Inquiry (24) and payment notification (25)."""

from typing import Any

from payung.act.public import Collected, Incoming
from payung.api.snap import body
from payung.api.snap.code import Case, Refused, Service
from payung.api.snap.door import Answer, Call, service

SERVICE_ID = r"[ ]{0,7}[0-9]{1,8}"
SERVICE_ID_LENGTH = 8
# The standard names at most so many bills; the total speaks of all.
BILLS_SHOWN = 24
CUSTOMER = r"[0-9]{1,20}"
ACCOUNT = r"[ ]{0,7}[0-9]{1,28}"
# What a bank makes up to tell its requests apart; printable ASCII, so that nothing else reaches the ledger.
REQUEST_ID = r"[!-~]{1,128}"
# By reason of the ledger: the case, and what is said in both languages.
REFUSALS = {
    "UNKNOWN_ACCOUNT": (Case.NOT_FOUND, "Rekening virtual tidak dikenal", "Unknown virtual account"),
    "CLOSED_ACCOUNT": (Case.CLOSED, "Rekening virtual sudah ditutup", "Virtual account is closed"),
    "WRONG_AMOUNT": (Case.INVALID_AMOUNT, "Jumlah tidak sesuai tagihan", "Amount is not the amount due"),
    "NOTHING_DUE": (Case.PAID, "Tagihan sudah lunas", "Bill has been paid"),
    "OTHER_CONTENT": (Case.INCONSISTENT, "Nomor permintaan sama, isi lain", "Same request, other content"),
    "EXTERNAL_ID_USED": (Case.CONFLICT, "X-EXTERNAL-ID sudah dipakai hari ini", "X-EXTERNAL-ID was used today"),
}
SUCCESS = {"english": "Success", "indonesia": "Sukses"}


@service(Service.INQUIRY)
async def inquiry(call: Call) -> tuple[Case, Answer]:
    """POST /v1.0/transfer-va/inquiry: whose account this is and what is due now."""
    account_no, named = _account(call.values)
    request_id = body.text(call.values, "inquiryRequestId", REQUEST_ID)
    due = await call.till.inquire(account_no)
    data = named | {"inquiryRequestId": request_id}
    if due.reason is not None:
        case, data["inquiryReason"] = _refusal(due.reason)
        return case, {"virtualAccountData": data | {"inquiryStatus": "01"}}
    data |= {
        "inquiryStatus": "00",
        "inquiryReason": SUCCESS,
        "virtualAccountName": due.name,
        "totalAmount": _money(due.amount_idr),
        # C: the bank takes exactly this amount; O: any amount, small sums are saved up.
        "virtualAccountTrxType": "C" if due.is_exact else "O",
        "billDetails": [
            {
                "billCode": f"{number:02d}",
                "billNo": bill.number,
                "billDescription": {
                    "english": f"{'Late fee' if bill.is_fee else 'Contribution'} {bill.month:%Y-%m}",
                    "indonesia": f"{'Denda' if bill.is_fee else 'Iuran'} {bill.month:%Y-%m}",
                },
                "billAmount": _money(bill.amount_idr),
            }
            for number, bill in enumerate(due.bills[:BILLS_SHOWN], start=1)
        ],
        "freeTexts": [],
    }
    return Case.SUCCESS, {"virtualAccountData": data}


@service(Service.PAYMENT)
async def payment(call: Call) -> tuple[Case, Answer]:
    """POST /v1.0/transfer-va/payment: money has come; posted once, however often it is told."""
    incoming, echoed = _incoming(call)
    collected = await call.till.collect(incoming, at=call.at)
    if collected.reason is not None:
        case, why = _refusal(collected.reason)
        return case, {"virtualAccountData": echoed | {"paymentFlagStatus": "01", "paymentFlagReason": why}}
    data = echoed | {"paymentFlagStatus": "00", "paymentFlagReason": SUCCESS}
    return Case.SUCCESS, {"virtualAccountData": data, "additionalInfo": cover_said(collected)}


def cover_said(collected: Collected) -> dict[str, Any]:
    """What the payer is told beside the receipt: what was paid, what is saved, and from when cover holds."""
    active_from = collected.active_from.isoformat() if collected.active_from else ""
    return {
        "paidBills": str(collected.settled_bills),
        "savedAmount": _money(collected.credit_idr),
        "activeFrom": active_from,
        "outcome": str(collected.outcome),
    }


def _incoming(call: Call) -> tuple[Incoming, Answer]:
    values = call.values
    account_no, named = _account(values)
    request_id = body.text(values, "paymentRequestId", REQUEST_ID)
    paid_idr = body.amount(values, "paidAmount")
    total_idr = body.amount(values, "totalAmount", is_optional=True)
    paid_at = call.happened_at("trxDateTime")
    body.text(values, "flagAdvise", "[NY]", is_optional=True)
    if not paid_idr:
        raise Refused(Case.INVALID_AMOUNT)
    incoming = Incoming(
        channel=call.partner.channel,
        kind="VA",
        request_id=request_id,
        account_no=account_no,
        amount_idr=paid_idr,
        total_idr=total_idr,
        paid_at=paid_at,
        external_id=call.external_id,
    )
    echoed = named | {
        "paymentRequestId": request_id,
        "paidAmount": _money(paid_idr),
        "referenceNo": body.text(values, "referenceNo", REQUEST_ID, is_optional=True),
        "trxDateTime": values.get("trxDateTime") or "",
    }
    return incoming, echoed


def _account(values: dict[str, Any]) -> tuple[str, Answer]:
    """The account's number without padding, and the three fields in which it was named."""
    service_id = body.text(values, "partnerServiceId", SERVICE_ID)
    customer_no = body.text(values, "customerNo", CUSTOMER)
    account_no = body.text(values, "virtualAccountNo", ACCOUNT)
    if len(service_id) != SERVICE_ID_LENGTH:
        raise Refused(Case.INVALID_FIELD, "partnerServiceId")
    if account_no.strip() != service_id.strip() + customer_no:
        raise Refused(Case.INVALID_FIELD, "virtualAccountNo")
    named = {"partnerServiceId": service_id, "customerNo": customer_no, "virtualAccountNo": account_no}
    return account_no.strip(), named


def _refusal(reason: str) -> tuple[Case, dict[str, str]]:
    case, indonesian, english = REFUSALS[reason]
    return case, {"english": english, "indonesia": indonesian}


def _money(amount_idr: int) -> dict[str, str]:
    return {"value": f"{amount_idr}.00", "currency": "IDR"}
