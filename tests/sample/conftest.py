"""One synthetic country of 100,000 people, written once for all tests of sample."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pandas as pd
import pyarrow.csv
import pytest

from payung.sample.public import SampleReport, write_sample

AS_OF = date(2026, 11, 1)
PEOPLE = 100_000
SEPARATORS = {
    "penduduk_dukcapil.csv": ";",
    "peserta_bpjstk.txt": "|",
    "dtsen_desil.csv": ",",
    "daftar_perawatan.csv": ",",
}


@dataclass(frozen=True)
class Written:
    """The report, and the files as tables of texts by supplier; the truth with dates and numbers."""

    folder: Path
    report: SampleReport
    files: dict[str, pd.DataFrame]
    persons: pd.DataFrame
    records: pd.DataFrame

    def of(self, supplier: str) -> pd.DataFrame:
        """The rows of a supplier's file beside the true person of each."""
        truth = self.records[self.records.supplier == supplier].sort_values("row").reset_index(drop=True)
        people = self.persons.set_index("true_person_id").loc[truth.true_person_id].reset_index().add_prefix("true_")
        return pd.concat([self.files[supplier].reset_index(drop=True), truth, people], axis=1)


def read_texts(path: Path) -> pd.DataFrame:
    """A supplier's text file, every column as text, nothing as missing."""
    convert = pyarrow.csv.ConvertOptions(
        column_types=dict.fromkeys(path.open().readline().strip().split(SEPARATORS[path.name]), "string"),
        strings_can_be_null=True,
        null_values=[""],
    )
    options = pyarrow.csv.ParseOptions(delimiter=SEPARATORS[path.name], quote_char=False)
    return pyarrow.csv.read_csv(path, parse_options=options, convert_options=convert).to_pandas()


@pytest.fixture(scope="session")
def written(tmp_path_factory: pytest.TempPathFactory) -> Written:
    """The country, written and read back."""
    folder = tmp_path_factory.mktemp("sample")
    report = write_sample(folder, people=PEOPLE, seed=7, as_of=AS_OF)
    files = {
        "dukcapil": read_texts(folder / "penduduk_dukcapil.csv"),
        "bpjs_kesehatan": pd.read_parquet(folder / "peserta_jkn.parquet"),
        "bpjs_ketenagakerjaan": read_texts(folder / "peserta_bpjstk.txt"),
        "dtsen": read_texts(folder / "dtsen_desil.csv"),
        "kemenkes": read_texts(folder / "daftar_perawatan.csv"),
        "roster": pd.read_excel(folder / "daftar_pekerja_informal.xlsx", dtype=str),
    }
    persons, records = (pd.read_parquet(folder / "truth" / f"{name}.parquet") for name in ("persons", "records"))
    return Written(folder, report, files, persons, records)
