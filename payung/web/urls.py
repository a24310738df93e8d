"""Which address leads to which page?"""

from django.urls import include, path, register_converter

from payung.web.anyone.about import about
from payung.web.anyone.calculator import calculate, calculator
from payung.web.anyone.coverage import coverage
from payung.web.anyone.glossary import glossary
from payung.web.anyone.law import ask_rule, law, parameter, rule_page
from payung.web.enrol.check import check
from payung.web.enrol.employer import employer_page, employers_page, worker
from payung.web.enrol.employer_facts import employer_facts
from payung.web.enrol.lists import agency_file, list_result, lists, one_list
from payung.web.enrol.person import enrol, enrol_health, enrol_new, enrol_work
from payung.web.enrol.rescue import rescue, rescue_one
from payung.web.enrol.untold import waiting
from payung.web.menu import plan, work
from payung.web.ministry.cohorts import cohorts, waves_file
from payung.web.ministry.flows import flows, flows_file
from payung.web.ministry.indicators import funnel, indicators, indicators_file
from payung.web.ministry.matters import matter_file, matter_new, matter_page, matter_step, matters
from payung.web.ministry.pack import pack, pack_file
from payung.web.officer.decree import (
    decree_check,
    decree_effect,
    decree_list,
    decree_notice,
    decree_page,
    decree_reverse,
    decree_underway,
    decree_withdraw,
)
from payung.web.officer.decree_better import decree_better
from payung.web.officer.decree_upload import decree_new
from payung.web.officer.money import money, money_assign, money_check, money_journal, money_statement
from payung.web.officer.objection import objection_decide, objection_file, objection_list
from payung.web.officer.people import people, people_csv
from payung.web.officer.person import own, person
from payung.web.officer.reactivation import (
    reactivation,
    reactivation_ask,
    reactivation_list,
    reactivation_step,
)
from payung.web.officer.search import search
from payung.web.payer.bills import find_bills, own_bills, party_bill, payer_bills
from payung.web.payer.instalments import instalments
from payung.web.payer.notices import all_notices, own_notices
from payung.web.planner.decree import plan_decree, plan_decree_answer, plan_decree_better, plan_decree_file
from payung.web.planner.region import plan_region
from payung.web.planner.scenario import plan_scenario


class RegionCode:
    """A dotted region code: 32, 32.01, 32.01.01 or 32.01.01.2001."""

    regex = r"\d{2}(?:\.\d{2}(?:\.\d{2}(?:\.\d{4})?)?)?"

    def to_python(self, value: str) -> str:
        """The code as it stands."""
        return value

    def to_url(self, value: str) -> str:
        """The code as it stands."""
        return value


register_converter(RegionCode, "region")

urlpatterns = [
    path("", coverage, name="coverage"),
    path("wilayah/<region:region>", coverage, name="region"),
    path("tentang", about, name="about"),
    path("istilah", glossary, name="glossary"),
    path("hitung", calculator, name="calculator"),
    path("hitung/<slug:slug>", calculate, name="calculate"),
    path("hukum", law, name="law"),
    path("hukum/<str:parameter_id>", parameter, name="parameter"),
    path("aturan/<str:rule_id>", rule_page, name="rule"),
    path("aturan/<str:rule_id>/tanya", ask_rule, name="ask_rule"),
    path("", include("payung.web.claim.urls")),
    path("kerja", work, name="work"),
    path("rencana", plan, name="plan"),
    path("indikator", indicators, name="indicators"),
    path("indikator/corong", funnel, name="funnel"),
    path("indikator/arus", flows, name="flows"),
    path("indikator/arus.<str:form>", flows_file, name="flows_file"),
    path("indikator.<str:form>", indicators_file, name="indicators_file"),
    path("rencana/paket", pack, name="pack"),
    path("rencana/paket.<str:language>.pdf", pack_file, name="pack_file"),
    path("rencana/keputusan", plan_decree, name="plan_decree"),
    path("rencana/keputusan/<slug:key>", plan_decree_answer, name="plan_decree_answer"),
    path("rencana/keputusan/<slug:key>/lebih-baik", plan_decree_better, name="plan_decree_better"),
    path("rencana/keputusan/<slug:key>/<slug:name>.csv", plan_decree_file, name="plan_decree_file"),
    path("rencana/skenario", plan_scenario, name="plan_scenario"),
    path("rencana/wilayah", plan_region, name="plan_region"),
    path("rencana/kohort", cohorts, name="cohorts"),
    path("rencana/gelombang.<str:form>", waves_file, name="waves_file"),
    path("rencana/perkara", matters, name="matters"),
    path("rencana/perkara/baru", matter_new, name="matter_new"),
    path("rencana/perkara/bukti/<uuid:event_id>", matter_file, name="matter_file"),
    path("rencana/perkara/<uuid:matter_id>", matter_page, name="matter"),
    path("rencana/perkara/<uuid:matter_id>/langkah", matter_step, name="matter_step"),
    path("uang", money, name="money"),
    path("uang/jurnal.csv", money_journal, name="money_journal"),
    path("uang/rekening-koran", money_statement, name="money_statement"),
    path("uang/titipan/<uuid:payment_id>", money_assign, name="money_assign"),
    path("uang/usulan/<uuid:proposal_id>", money_check, name="money_check"),
    path("daftarkan", enrol, name="enrol"),
    path("daftarkan/kerja/<int:person_id>", enrol_work, name="enrol_work"),
    path("daftarkan/kerja/baru", enrol_new, name="enrol_new"),
    path("daftarkan/kesehatan/<int:person_id>", enrol_health, name="enrol_health"),
    path("daftarkan/berkas", lists, name="enrol_lists"),
    path("daftarkan/berkas/<uuid:list_id>", one_list, name="enrol_list"),
    path("daftarkan/berkas/<uuid:list_id>/hasil.csv", list_result, name="list_result"),
    path("daftarkan/berkas/<uuid:list_id>/<slug:code>.<slug:ending>", agency_file, name="agency_file"),
    path("pemberi-kerja", employers_page, name="employers"),
    path("pemberi-kerja/<str:code>", employer_page, name="employer"),
    path("pemberi-kerja/<str:code>/data", employer_facts, name="employer_facts"),
    path("pemberi-kerja/<str:code>/pekerja/<int:participant_id>", worker, name="worker"),
    path("perbaikan", rescue, name="rescue"),
    path("perbaikan/<uuid:attempt_id>", rescue_one, name="rescue_one"),
    path("perbaikan/belum-diketahui", waiting, name="untold"),
    path("cek", check, name="check"),
    path("cari", search, name="search"),
    path("saya", own, name="own"),
    path("orang/<int:person_id>", person, name="person"),
    path("daftar", people, name="people"),
    path("daftar.csv", people_csv, name="people_csv"),
    path("kerja/keputusan", decree_list, name="decrees"),
    path("kerja/keputusan/baru", decree_new, name="decree_new"),
    path("kerja/keputusan/<uuid:decree_id>", decree_page, name="decree"),
    path("kerja/keputusan/<uuid:decree_id>/lebih-baik", decree_better, name="decree_better"),
    path("kerja/keputusan/<uuid:decree_id>/periksa", decree_check, name="decree_check"),
    path("kerja/keputusan/<uuid:decree_id>/beritahu", decree_notice, name="decree_notice"),
    path("kerja/keputusan/<uuid:decree_id>/langkah", decree_underway, name="decree_underway"),
    path("kerja/keputusan/<uuid:decree_id>/berlakukan", decree_effect, name="decree_effect"),
    path("kerja/keputusan/<uuid:decree_id>/batalkan", decree_reverse, name="decree_reverse"),
    path("kerja/keputusan/<uuid:decree_id>/tarik", decree_withdraw, name="decree_withdraw"),
    path("kerja/keputusan/<uuid:decree_id>/sanggah", objection_file, name="objection_file"),
    path("kerja/sanggahan", objection_list, name="objections"),
    path("kerja/sanggahan/<uuid:objection_id>", objection_decide, name="objection_decide"),
    path("kerja/reaktivasi", reactivation_list, name="reactivations"),
    path("kerja/reaktivasi/buka", reactivation_ask, name="reactivation_ask"),
    path("kerja/reaktivasi/<uuid:case_id>", reactivation, name="reactivation"),
    path("kerja/reaktivasi/<uuid:case_id>/langkah", reactivation_step, name="reactivation_step"),
    path("tagihan", own_bills, name="own_bills"),
    path("tagihan/cari", find_bills, name="find_bills"),
    path("tagihan/<int:participant_id>", payer_bills, name="payer_bills"),
    path("tagihan/kelompok/<uuid:bill_id>", party_bill, name="party_bill"),
    path("cicilan", instalments, name="instalments"),
    path("pemberitahuan", own_notices, name="own_notices"),
    path("pemberitahuan/semua", all_notices, name="all_notices"),
]
