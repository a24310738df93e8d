"""What does a bank tell of a payment by QRIS? Notification (52).

Our reference in the QR code is the number of the payer's virtual account, so that a payment by QRIS is posted as any
other.
"""

from payung.act.public import Incoming
from payung.api.snap import body
from payung.api.snap.code import Case, Refused, Service
from payung.api.snap.door import Answer, Call, service
from payung.api.snap.virtual_account import REFUSALS, REQUEST_ID, cover_said

PAID = "00"


@service(Service.QRIS)
async def notify(call: Call) -> tuple[Case, Answer]:
    """POST /v1.0/qr/qr-mpm-notify: a QRIS payment changed its state; only a successful one is money."""
    values = call.values
    reference = body.text(values, "originalReferenceNo", REQUEST_ID)
    account_no = body.text(values, "originalPartnerReferenceNo", "[0-9]{1,28}")
    status = body.text(values, "latestTransactionStatus", "[0-9]{2}")
    paid_idr = body.amount(values, "amount")
    paid_at = call.happened_at("paidTime")
    echoed = {"originalReferenceNo": reference, "originalPartnerReferenceNo": account_no}
    if status != PAID:
        return Case.SUCCESS, echoed
    if not paid_idr:
        raise Refused(Case.INVALID_AMOUNT)
    incoming = Incoming(
        channel=call.partner.channel,
        kind="QRIS",
        request_id=reference,
        account_no=account_no,
        amount_idr=paid_idr,
        total_idr=None,
        paid_at=paid_at,
        external_id=call.external_id,
    )
    collected = await call.till.collect(incoming, at=call.at)
    if collected.reason is not None:
        return REFUSALS[collected.reason][0], echoed
    return Case.SUCCESS, echoed | {"additionalInfo": cover_said(collected)}
