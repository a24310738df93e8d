"""Does the page of a decree lead to a better list, and does that become a decree that another person checks?"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.contrib.auth import get_user_model
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connections
from django.test import Client

from payung.ledger.public import ensure_demo_accounts, load
from payung.web.planner import kept_decree
from tests.act.affair import CHILD_OF_WORKER, KIDNEY, POOR, RICH, nik, write_affair
from tests.conftest import copy_base, point_to
from tests.web.reading import text_of

FORM = {"jenis": "PBI_REMOVE", "ditetapkan": "2026-11-01", "berlaku": "2026-12-01"}


@pytest.fixture(scope="module")
def affair(
    server: Any, template: str, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Path]:
    """The people of the affair in a base and in tables of their own, with the accounts; the folder of the tables."""
    folder = tmp_path_factory.mktemp("affair")
    with django_db_blocker.unblock():
        before = connections.settings["default"]["NAME"]
        name = copy_base(server, template)
        point_to(name)
        load(write_affair(folder / "tables"))
        ensure_demo_accounts()
        yield folder
        point_to(before)
        with psycopg.connect(server.url("admin", "postgres"), autocommit=True) as admin:
            admin.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


@pytest.fixture
def of(affair: Path, settings: Any) -> Any:
    """A client signed in under a user's name, over these people."""
    settings.DATA_DIR = affair

    def enter(name: str) -> Client:
        client = Client()
        user = get_user_model().objects.get(username=name)
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return enter


def test_a_decree_that_hits_the_sick_and_the_poor_is_replaced_by_a_better_one(of: Any) -> None:
    maker, checker = of("ministry"), of("ministry2")
    listed = "NIK\n" + "".join(f"{nik(number)}\n" for number in (KIDNEY, POOR))
    file = SimpleUploadedFile("daftar.csv", listed.encode())
    first = maker.post("/kerja/keputusan/baru", {**FORM, "nomor": "1/HUK/2026", "berkas": file}).headers["Location"]
    assert "Adakah daftar yang lebih baik?" in text_of(maker.get(first))

    answer = maker.post(f"{first}/lebih-baik").headers["Location"]
    kept_decree._solver.submit(lambda: None).result(timeout=60)
    told = maker.get(answer)
    assert "Dikeluarkan 2 2" in text_of(told)
    form = f"/kerja/keputusan/baru?rencana={answer.rpartition('/')[2]}&jenis=PBI_REMOVE"
    assert form.replace("&", "&amp;") in told.content.decode()

    page = maker.get(form).content.decode()
    assert 'name="berkas"' not in page
    said = {**FORM, "nomor": "2/HUK/2026", "rencana": answer.rpartition("/")[2]}
    second = maker.post("/kerja/keputusan/baru", said).headers["Location"]
    assert second != first
    page = text_of(checker.get(second))
    assert f"ORANG {RICH}" in page
    assert f"ORANG {CHILD_OF_WORKER}" in page
    assert f"ORANG {KIDNEY} " not in page
    assert "Disiapkan" in page
    assert checker.post(f"{second}/periksa").status_code == 302
    assert "Disiapkan" in text_of(maker.get(first))
    # What the list does not do makes no decree.
    assert maker.post("/kerja/keputusan/baru", {**said, "jenis": "PBI_ADD", "nomor": "3"}).status_code == 422


def test_who_plans_for_no_nation_is_not_offered_it(of: Any) -> None:
    maker = of("ministry")
    listed = SimpleUploadedFile("daftar.csv", f"NIK\n{nik(POOR)}\n".encode())
    place = maker.post("/kerja/keputusan/baru", {**FORM, "nomor": "4/HUK/2026", "berkas": listed}).headers["Location"]
    for name, status in (("auditor", 403), ("hospital", 403), ("region", 403)):
        assert of(name).post(f"{place}/lebih-baik").status_code in (status, 404)
        assert "Adakah daftar yang lebih baik?" not in text_of(of(name).get(place))
    assert maker.get("/kerja/keputusan/baru?rencana=tidakada").status_code == 404
    maker.post(f"{place}/tarik", {"alasan": "salah"})
    assert maker.post(f"{place}/lebih-baik").status_code == 403
