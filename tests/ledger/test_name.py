"""Is a name found however it is spelled?"""

import pytest

from payung.ledger.person.name import name_words


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("SITI AMINAH", ["SITI", "AMINAH"]),
        ("MOH. DJOKO SOESILO, S.PD", ["MUHAMAD", "JOKO", "SUSILO"]),
        ("Muhammad Joko Susilo", ["MUHAMAD", "JOKO", "SUSILO"]),
        ("M. YUSUF", ["MUHAMAD", "YUSUF"]),
        ("HJ. FATIMAH, S.PD", ["FATIMAH"]),
        ("H. M. Tjahyo", ["MUHAMAD", "CAHYO"]),
        ("NUR'AINI", ["NUR", "AINI"]),
        ("Renée", ["RENE"]),
        ("AGUS AGUS", ["AGUS"]),
        ("HAJI", ["HAJI"]),
        ("", []),
        ("123", []),
    ],
)
def test_names_in_one_spelling(written: str, words: list[str]) -> None:
    assert name_words(written) == words
