"""Does every Indonesian text of the pages have its English one, and is the compiled catalogue the one of the source?"""

import gettext
from io import BytesIO
from pathlib import Path

import pytest

from payung.web.catalogue import (
    COMPILED,
    SOURCE,
    CatalogueFaulty,
    compile_catalogue,
    read_catalogue,
    texts,
    untranslated,
)


def test_no_text_is_without_english_and_none_is_left_over() -> None:
    assert untranslated() == []


def test_the_compiled_catalogue_is_that_of_the_source() -> None:
    assert COMPILED.read_bytes() == compile_catalogue()


def test_texts_of_templates_and_of_python_are_found() -> None:
    found = texts()
    assert "Siapa yang terlindungi, dan siapa yang belum" in found
    assert "gratis" in found
    assert found["%(people)s orang"] == "%(people)s orang"


def test_the_compiled_catalogue_translates() -> None:
    catalogue = gettext.GNUTranslations(BytesIO(compile_catalogue()))
    assert catalogue.gettext("Cakupan") == "Coverage"
    assert catalogue.ngettext("%(people)s orang", "%(people)s orang", 1) == "%(people)s person"
    assert catalogue.ngettext("%(people)s orang", "%(people)s orang", 3) == "%(people)s people"


def test_placeholders_are_the_same_in_both_languages() -> None:
    for message in read_catalogue(SOURCE).values():
        for english in message.english if message.text else ():
            assert sorted(_names(message.text)) == sorted(_names(english)), message.text


def test_a_faulty_line_is_named(tmp_path: Path) -> None:
    source = tmp_path / "django.po"
    source.write_text('msgid "a"\nmsgstr "b\n')
    with pytest.raises(CatalogueFaulty, match='msgstr "b'):
        read_catalogue(tmp_path)


def test_two_files_may_not_differ(tmp_path: Path) -> None:
    for name, english in (("a", "Save"), ("b", "Save"), ("c", "Keep")):
        (tmp_path / f"{name}.po").write_text(f'msgid "Simpan"\nmsgstr "{english}"\n')
    with pytest.raises(CatalogueFaulty, match="Simpan"):
        read_catalogue(tmp_path)


def _names(text: str) -> list[str]:
    return [part.partition(")s")[0] for part in text.split("%(")[1:]]
