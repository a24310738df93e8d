"""Under which words is a name found, however it is spelled?"""

import re
import unicodedata

NOT_LETTERS = re.compile(r"[^A-Z]+")
# Old spelling and sounds written in two ways, in the order in which they are replaced.
SPELLINGS = (
    ("OE", "U"),
    ("DJ", "J"),
    ("TJ", "C"),
    ("SJ", "SY"),
    ("NJ", "NY"),
    ("CH", "H"),
    ("KH", "H"),
    ("TH", "T"),
    ("DH", "D"),
    ("PH", "F"),
    ("V", "F"),
    ("Q", "K"),
)
DOUBLED = re.compile(r"(.)\1+")
MUHAMMAD = frozenset({"M", "MD", "MH", "MHD", "MOH", "MOHD", "MUH", "MUHD", "MOHAMAD", "MOHAMED", "MUHAMAD", "MUHAMED"})
MUHAMMAD |= {"MOHAMAT", "MUHAMAT", "MOHMAD", "MUHAMED"}
TITLES = frozenset({"H", "HJ", "HAJI", "HAJAH", "DR", "DRS", "DRA", "IR", "PROF", "USTAD", "USTADZ", "TN", "NY", "SDR"})
DEGREES = re.compile(r",.*$")


def name_words(name: str) -> list[str]:
    """The words of a name in one spelling, each once, in order; titles before and degrees after the name left out.

    MOH. DJOKO SOESILO, S.PD gives MUHAMAD JOKO SUSILO. A name of nothing but titles keeps them.
    """
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().upper()
    words = [word for word in NOT_LETTERS.split(DEGREES.sub("", plain)) if word]
    kept = [word for word in words if word not in TITLES] or words
    return list(dict.fromkeys(_one_spelling(word) for word in kept))


def _one_spelling(word: str) -> str:
    for old, new in SPELLINGS:
        word = word.replace(old, new)
    word = DOUBLED.sub(r"\1", word)
    return "MUHAMAD" if word in MUHAMMAD else word
