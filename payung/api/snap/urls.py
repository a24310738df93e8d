"""Which address leads to which SNAP service? Under `/snap`, as SNAP BI numbers its versions."""

from django.urls import path

from payung.api.snap.door import access_token
from payung.api.snap.qris import notify
from payung.api.snap.virtual_account import inquiry, payment

urlpatterns = [
    path("v1.0/access-token/b2b", access_token, name="snap_access_token"),
    path("v1.0/transfer-va/inquiry", inquiry, name="snap_inquiry"),
    path("v1.0/transfer-va/payment", payment, name="snap_payment"),
    path("v1.0/qr/qr-mpm-notify", notify, name="snap_qris"),
]
