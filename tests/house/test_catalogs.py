"""Every text has a translation in every catalog, with the same parameters and tags."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import polib
import pytest
from django.conf import settings
from django.core.management import call_command

from tests.house.tree import ROOT

LOCALE = ROOT / "courseware" / "locale"
CATALOGS = sorted(LOCALE.glob("*/LC_MESSAGES/*.po"))
NAMES = [f"{path.parts[-3]}/{path.name}" for path in CATALOGS]
SOURCES = ("courseware", "grader", "labs", "quizzes", "frontend/src")  # what has texts
Key = tuple[str | None, str, str | None]
# Parameters, elements and characters that are written as names.
_FIXED = re.compile(r"%\(\w+\)[-+ #0-9.]*[a-zA-Z]|%[sd]|\{\w*\}|</?\w+[^>]*>|&\w+;")
_COUNTS = ("%(count)s", "%(count)d", "%(n)s", "%(n)d")
_FORMATS = "date format"  # patterns with no words


def test_each_language_of_the_settings_has_both_catalogs() -> None:
    others = [code for code, _name in settings.LANGUAGES if code != "en"]
    assert sorted(NAMES) == sorted(f"{code}/{name}.po" for code in others
                                   for name in ("django", "djangojs"))  # fmt: skip


@pytest.mark.parametrize("domain", ["django", "djangojs"])
def test_every_text_is_in_the_catalogs(
    domain: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """If this fails: `manage.py makemessages --all`, as in docs/translating.md, and translate."""
    if shutil.which("xgettext") is None:
        pytest.skip("GNU gettext is not installed")
    # It writes files beside the sources, which other tests may read at the same time.
    sources, locale = tmp_path / "sources", tmp_path / "locale"
    for name in SOURCES:
        shutil.copytree(ROOT / name, sources / name, ignore=shutil.ignore_patterns("locale"))
    locale.mkdir()
    monkeypatch.chdir(sources)
    monkeypatch.setattr(settings, "LOCALE_PATHS", [locale])
    call_command("makemessages", locale=["de"], domain=domain, verbosity=0)
    wanted = keys_of(polib.pofile(str(locale / "de" / "LC_MESSAGES" / f"{domain}.po")))
    assert len(wanted) > 100
    for path in CATALOGS:
        if path.stem == domain:
            found = keys_of(catalog_of(path))
            assert (wanted - found, found - wanted) == (set(), set()), path


@pytest.mark.parametrize("path", CATALOGS, ids=NAMES)
def test_every_text_is_translated(path: Path) -> None:
    catalog = catalog_of(path)
    assert [entry.msgid for entry in catalog.untranslated_entries()] == []
    assert [entry.msgid for entry in catalog.fuzzy_entries()] == []
    forms = int(catalog.metadata["Plural-Forms"].partition("nplurals=")[2][0])
    counted = [entry for entry in catalog if entry.msgid_plural]
    assert [entry.msgid for entry in counted if len(entry.msgstr_plural) != forms] == []


@pytest.mark.parametrize("path", CATALOGS, ids=NAMES)
def test_parameters_and_tags_are_those_of_the_text(path: Path) -> None:
    wrong = [faults for entry in catalog_of(path) for faults in faults_of(entry)]
    assert wrong == []


def test_wrong_parameters_and_tags_are_found() -> None:
    def faults(text: str, translation: str, plural: str = "") -> list[str]:
        return list(faults_of(polib.POEntry(msgid=text, msgstr=translation, msgid_plural=plural)))

    assert faults("%(n)d of <b>%(all)s</b>", "<b>%(all)s</b>, davon %(n)d") == []
    assert faults("{count} rows", "{zahl} Zeilen") != []
    assert faults("<b>now</b>", "<b>jetzt<b>") != []
    assert faults("50%% off", "50 % weniger") != []
    assert faults("Go on.", "Weiter") == []
    assert faults("a\nb", "a b") == []
    assert faults("\nb\n", "b") != []
    counted = polib.POEntry(
        msgid="one day", msgid_plural="%(n)d days", msgstr_plural={0: "ein Tag", 1: "%(n)s Tage"}
    )
    assert list(faults_of(counted)) != []


@cache
def catalog_of(path: Path) -> polib.POFile:
    """Reading one takes half a second."""
    return polib.pofile(str(path))


def keys_of(catalog: polib.POFile) -> set[Key]:
    return {(entry.msgctxt, entry.msgid, entry.msgid_plural or None) for entry in catalog}


def faults_of(entry: polib.POEntry) -> Iterator[str]:
    """What a translation leaves out, adds, or changes of what is not words."""
    if entry.msgctxt == _FORMATS:
        return
    forms = entry.msgstr_plural if entry.msgid_plural else {1: entry.msgstr}
    allowed = [fixed(text) for text in (entry.msgid, entry.msgid_plural) if text]
    for form, text in forms.items():
        # The form for one may say so without the number.
        ones = [[part for part in parts if part not in _COUNTS] for parts in allowed]
        if fixed(text) not in (allowed if form else allowed + ones):
            yield f"{entry.msgid} -> {text}"


def fixed(text: str) -> list[str]:
    """In the order of the alphabet, with the line ends at both ends and the doubled percent signs.

    Where texts have parameters, a percent sign is doubled.
    """
    ends = [f"first{text[:1]!r}"] * text.startswith("\n") + ["last"] * text.endswith("\n")
    return sorted(_FIXED.findall(text.replace("%%", ""))) + ends + ["%%"] * text.count("%%")
