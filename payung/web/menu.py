"""Which work is there, and which of it may this reader open? The doors of the two hubs, `/kerja` and `/rencana`."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import resolve, reverse
from django.utils.translation import gettext_lazy

from payung.follow.public import overdue
from payung.ledger.public import may, profile_of, scope
from payung.web.page import PUBLIC, SIGNED_IN, page

WORK, PLAN = "work", "plan"
LONGEST_CODE = 5


@dataclass(frozen=True)
class Door:
    """A page of a hub: the name of its address, its title and one sentence; who may open it is said by the page."""

    name: str
    hub: str
    title: Any
    about: Any

    @property
    def address(self) -> str:
        """Where the page is."""
        return reverse(self.name)

    @property
    def permission(self) -> str:
        """What the page asks for."""
        return str(getattr(resolve(self.address).func, "permission", SIGNED_IN))


DOORS: tuple[Door, ...] = (
    Door(
        "enrol",
        WORK,
        gettext_lazy("Daftarkan"),
        gettext_lazy("Diri sendiri, keluarga, atau orang lain: pilih, lihat harganya, pastikan."),
    ),
    Door(
        "enrol_lists",
        WORK,
        gettext_lazy("Daftarkan lewat daftar"),
        gettext_lazy("Satu berkas masuk; setiap baris dijawab, dan tagihannya satu."),
    ),
    Door(
        "employers",
        WORK,
        gettext_lazy("Pemberi kerja"),
        gettext_lazy("Pekerja dan keluarganya didaftarkan lewat satu daftar; upah berubah, kerja berakhir."),
    ),
    Door(
        "rescue",
        WORK,
        gettext_lazy("Antrean perbaikan"),
        gettext_lazy("Pendaftaran yang terhenti: sebabnya, perbaikannya, dan siapa yang dapat melakukannya."),
    ),
    Door(
        "untold",
        WORK,
        gettext_lazy("Yang belum diketahui"),
        gettext_lazy(
            "Iuran yang menunggu penghasilan, upah, atau kelas perawatan, dan siapa yang dapat memberitahukannya."
        ),
    ),
    Door(
        "check",
        WORK,
        gettext_lazy("Cek jaminan"),
        gettext_lazy("Apakah pasien dijamin pada hari pelayanan; bila tidak, mengapa dan giliran siapa."),
    ),
    Door(
        "own_bills",
        WORK,
        gettext_lazy("Tagihan saya"),
        gettext_lazy("Yang harus dibayar keluarga Anda, terdiri dari apa, dan ke nomor mana."),
    ),
    Door(
        "instalments",
        WORK,
        gettext_lazy("Cicilan tunggakan"),
        gettext_lazy("Tunggakan JKN dibayar sedikit demi sedikit menurut aturan REHAB."),
    ),
    Door(
        "own_notices",
        WORK,
        gettext_lazy("Pemberitahuan saya"),
        gettext_lazy("Yang sudah diberitahukan kepada Anda, dan lewat jalan mana."),
    ),
    Door(
        "find_bills",
        WORK,
        gettext_lazy("Tagihan"),
        gettext_lazy("Tagihan seseorang atau sebuah kelompok, baris demi baris."),
    ),
    Door(
        "all_notices",
        WORK,
        gettext_lazy("Pemberitahuan"),
        gettext_lazy("Yang menunggu, terkirim, dan tidak dapat dikirim."),
    ),
    Door(
        "people",
        WORK,
        gettext_lazy("Daftar orang"),
        gettext_lazy("Orang yang tidak aktif, menurut wilayah, program, alasan, dan siapa yang harus bergerak."),
    ),
    Door(
        "claims",
        WORK,
        gettext_lazy("Klaim"),
        gettext_lazy("Mengajukan, melengkapi, memutus, memeriksa, dan membayar manfaat; dan melihat sampai di mana."),
    ),
    Door(
        "pensions",
        WORK,
        gettext_lazy("Pensiun bulanan"),
        gettext_lazy("Yang harus dibayar kepada pensiunan bulan ini: diusulkan satu orang, disetujui orang lain."),
    ),
    Door(
        "matters",
        PLAN,
        gettext_lazy("Perkara tertunda"),
        gettext_lazy("Siapa menunggu siapa, berapa orang, berapa lama, berapa biayanya, dan janji mana yang lewat."),
    ),
    Door(
        "money",
        WORK,
        gettext_lazy("Uang"),
        gettext_lazy("Rekening koran, uang titipan yang belum bertuan, jurnal harian, dan neraca saldo."),
    ),
    Door(
        "decrees",
        WORK,
        gettext_lazy("Keputusan"),
        gettext_lazy("Daftar yang dihapus atau ditetapkan: siapa kena, syaratnya, dan langkah berikutnya."),
    ),
    Door(
        "objections",
        WORK,
        gettext_lazy("Sanggahan"),
        gettext_lazy("Siapa menyanggah penghapusan, dan sampai kapan harus diputus."),
    ),
    Door(
        "reactivations",
        WORK,
        gettext_lazy("Pengaktifan kembali"),
        gettext_lazy("Lima langkah kembali ke daftar PBI: langkah yang Anda pegang dan sisa harinya."),
    ),
    Door(
        "cohorts",
        PLAN,
        gettext_lazy("Kohort dan retensi"),
        gettext_lazy("Berapa lama peserta bertahan, siapa mungkin berhenti, dan gelombang saat potongan berakhir."),
    ),
    Door(
        "pack",
        PLAN,
        gettext_lazy("Bahan rapat"),
        gettext_lazy("Keadaan, perubahan, perkara, pilihan, dan keputusan yang diminta, sebagai halaman dan PDF."),
    ),
    Door(
        "indicators",
        PLAN,
        gettext_lazy("Indikator"),
        gettext_lazy("Setiap angka dengan definisi dan asal-usulnya, arus antara dua tanggal, dan berkasnya."),
    ),
    Door(
        "flows",
        PLAN,
        gettext_lazy("Arus kepesertaan"),
        gettext_lazy("Siapa meninggalkan pembayar mana dan siapa yang masuk, antara dua tanggal, menurut wilayah."),
    ),
    Door(
        "funnel",
        PLAN,
        gettext_lazy("Satu corong, satu angka"),
        gettext_lazy("Dari daftar keputusan sampai yang dibayar: mengapa angka instansi berbeda."),
    ),
    Door(
        "plan_decree",
        PLAN,
        gettext_lazy("Uji keputusan"),
        gettext_lazy(
            "Sebelum daftar PBI ditandatangani: siapa terkena, jalan apa yang tersisa, dan daftar yang lebih baik."
        ),
    ),
    Door(
        "plan_scenario",
        PLAN,
        gettext_lazy("Skenario"),
        gettext_lazy("Ubah kuota, iuran, subsidi, atau santunan, dan lihat biaya serta orangnya bulan demi bulan."),
    ),
    Door(
        "plan_region",
        PLAN,
        gettext_lazy("Rencana wilayah"),
        gettext_lazy("Tindakan termurah agar kabupaten atau kota melewati 80, 85, dan 95 persen aktif."),
    ),
    Door(
        "coverage", PLAN, gettext_lazy("Cakupan"), gettext_lazy("Terdaftar, aktif, dan tidak aktif di setiap wilayah.")
    ),
)


def doors(user: Any, hub: str) -> list[Door]:
    """The doors of a hub that this reader may open."""
    return [door for door in DOORS if door.hub == hub and _opens(user, door.permission)]


def _opens(user: Any, permission: str) -> bool:
    if permission == PUBLIC:
        return True
    return user.is_authenticated and (permission == SIGNED_IN or may(user, permission))


@page(SIGNED_IN)
def work(request: HttpRequest) -> HttpResponse:
    """What this reader can do here: enrol, bill, pay, claim and so on."""
    return _hub(request, WORK)


@page(SIGNED_IN)
def plan(request: HttpRequest) -> HttpResponse:
    """What this reader can ask before deciding, and what is pending."""
    return _hub(request, PLAN)


def _hub(request: HttpRequest, hub: str) -> HttpResponse:
    context = {"hub": hub, "choices": doors(request.user, hub), "overdue": ()}
    if hub == PLAN and may(request.user, "matter.work"):
        context |= _own_overdue(request)
    return render(request, "hub.html", context)


def _own_overdue(request: HttpRequest) -> dict[str, Any]:
    """The promises of the reader's own agency that ran out: it is told before anything else."""
    profile = profile_of(request.user)
    with scope(request.user):
        return {"overdue": overdue(profile.region_code[:LONGEST_CODE], profile.agency), "own_agency": profile.agency}
