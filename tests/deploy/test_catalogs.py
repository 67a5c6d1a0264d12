"""Catalogs are compiled once for each state of their files, without GNU gettext."""

from __future__ import annotations

from gettext import GNUTranslations
from pathlib import Path

import pytest

from deploy import catalogs
from deploy.messages import DeployError
from deploy.virtualenv import ROOT

CATALOG = """msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

msgid "Due"
msgstr "Fällig"

msgctxt "date format"
msgid "D"
msgstr "D."

msgid "Not yet"
msgstr ""

#, fuzzy
msgid "Late"
msgstr "Pünktlich"

msgid "%(count)d day"
msgid_plural "%(count)d days"
msgstr[0] "%(count)d Tag"
msgstr[1] "%(count)d Tage"
"""


@pytest.fixture
def catalog(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "locale/de/LC_MESSAGES/django.po"
    path.parent.mkdir(parents=True)
    path.write_text(CATALOG)
    monkeypatch.setattr(catalogs, "LOCALE", tmp_path / "locale")
    return path


def test_python_reads_what_was_compiled(catalog: Path) -> None:
    catalogs.compile_catalog(catalog)
    with catalog.with_suffix(".mo").open("rb") as file:
        texts = GNUTranslations(file)
    assert texts.gettext("Due") == "Fällig"
    assert texts.pgettext("date format", "D") == "D."
    assert [texts.gettext(text) for text in ("Not yet", "Late")] == ["Not yet", "Late"]
    assert texts.ngettext("%(count)d day", "%(count)d days", 2) == "%(count)d Tage"
    assert [path.name for path in sorted(catalog.parent.iterdir())] == ["django.mo", "django.po"]


def test_a_catalog_is_compiled_when_it_has_changed(
    catalog: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = []

    def run() -> None:
        made.append(1)
        catalogs.compile_catalog(catalog)

    monkeypatch.setattr(catalogs, "_compile", run)
    catalogs.build()
    catalogs.build()
    assert len(made) == 1
    catalog.write_text(CATALOG.replace("Fällig", "Abgabe"))
    catalogs.build()
    assert len(made) == 2
    catalog.with_suffix(".mo").unlink()
    catalogs.build()
    assert len(made) == 3


def test_the_catalogs_of_the_site_compile() -> None:
    catalogs._compile()
    for source in (ROOT / "courseware/locale").glob("*/LC_MESSAGES/*.po"):
        assert source.with_suffix(".mo").exists()


def test_a_broken_catalog_is_named(catalog: Path) -> None:
    catalog.write_text('msgid "Due"\n<<<<<<< ours\nmsgstr "Fällig"\n')
    with pytest.raises(DeployError, match=r"cannot be compiled:\n.*django\.po"):
        catalogs._compile()
