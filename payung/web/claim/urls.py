"""Which address leads to which page of claims?"""

from django.urls import path

from payung.web.claim.act import claim_account, claim_appeal, claim_decide, claim_papers, claim_pay, claim_verdict
from payung.web.claim.follow import claim_document, claim_page, claims_page
from payung.web.claim.pension import (
    pension_account_check,
    pension_account_propose,
    pension_end,
    pensions_check,
    pensions_page,
    pensions_propose,
)
from payung.web.claim.start import claim_form, claim_kinds

urlpatterns = [
    path("klaim", claims_page, name="claims"),
    path("klaim/pensiun", pensions_page, name="pensions"),
    path("klaim/pensiun/usul", pensions_propose, name="pensions_propose"),
    path("klaim/pensiun/usul/<uuid:run_id>", pensions_check, name="pensions_check"),
    path("klaim/pensiun/<uuid:claim_id>/akhir", pension_end, name="pension_end"),
    path("klaim/pensiun/<uuid:claim_id>/rekening", pension_account_propose, name="pension_account"),
    path("klaim/pensiun/rekening/<uuid:change_id>", pension_account_check, name="pension_account_check"),
    path("klaim/orang/<int:person_id>", claim_kinds, name="claim_kinds"),
    path("klaim/orang/<int:person_id>/<slug:slug>", claim_form, name="claim_form"),
    path("klaim/<uuid:claim_id>", claim_page, name="claim"),
    path("klaim/<uuid:claim_id>/dokumen", claim_papers, name="claim_papers"),
    path("klaim/<uuid:claim_id>/dokumen/<uuid:document_id>", claim_document, name="claim_document"),
    path("klaim/<uuid:claim_id>/rekening", claim_account, name="claim_account"),
    path("klaim/<uuid:claim_id>/keberatan", claim_appeal, name="claim_appeal"),
    path("klaim/<uuid:claim_id>/putusan", claim_decide, name="claim_decide"),
    path("klaim/<uuid:claim_id>/periksa", claim_verdict, name="claim_verdict"),
    path("klaim/<uuid:claim_id>/bayar", claim_pay, name="claim_pay"),
]
