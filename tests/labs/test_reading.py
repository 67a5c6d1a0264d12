from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from grader.files.faults import Faults
from labs import reading, revisions
from tests.labs.writing import write_lab


@pytest.fixture
def var(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(settings, "VAR_DIR", tmp_path / "var")
    return tmp_path / "var"


@pytest.fixture
def read_anew(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The folders that were not known."""
    found, read = [], revisions.read

    def watched(path: Path, faults: Faults, shown: str) -> Any:
        found.append(path)
        return read(path, faults, shown)

    monkeypatch.setattr(revisions, "read", watched)
    return found


def test_what_is_kept_equals_what_was_read(
    tmp_path: Path, var: Path, read_anew: list[Path]
) -> None:
    folder = write_lab(tmp_path)
    first = reading.read(folder, Faults(), "labs/twice")
    assert reading.read(folder, Faults(), "labs/twice") == first
    assert first == revisions.read(folder, Faults(), "labs/twice")
    elsewhere = reading.read(folder, Faults(), "other/twice")
    assert elsewhere is not None and elsewhere.file == "other/twice"
    assert read_anew == [folder, folder]  # the second time by this test itself


@pytest.mark.parametrize("slug", ["dropout", "diagnose", "capstone_spiral"])
def test_labs_of_every_format_survive_being_kept(slug: str, var: Path) -> None:
    folder = revisions.SHIPPED / slug
    first = reading.read(folder, Faults(), slug)
    assert first is not None
    assert reading.read(folder, Faults(), slug) == first


def test_a_lab_with_a_changed_file_is_read_anew(
    tmp_path: Path, var: Path, read_anew: list[Path]
) -> None:
    folder = write_lab(tmp_path)
    reading.read(folder, Faults(), "twice")
    (folder / "statement.md").write_text("Something else.")
    changed = reading.read(folder, Faults(), "twice")
    assert changed is not None and changed.payload["statement"] == "Something else."
    assert read_anew == [folder, folder]


def test_a_lab_with_faults_is_never_kept(tmp_path: Path, var: Path) -> None:
    folder = write_lab(tmp_path, cases_py="def visible(:\n")
    for _ in range(2):
        faults = Faults()
        assert reading.read(folder, faults, "twice") is None
        assert len(faults) == 1
    assert not var.exists()


@pytest.mark.parametrize("damaged", ["[1", "{}", '{"slug": "twice"}'])
def test_a_damaged_copy_is_made_anew(damaged: str, tmp_path: Path, var: Path) -> None:
    folder = write_lab(tmp_path)
    first = reading.read(folder, Faults(), "twice")
    (kept,) = (var / reading.FOLDER).iterdir()
    whole = kept.read_text()
    kept.write_text(damaged)
    assert reading.read(folder, Faults(), "twice") == first
    assert kept.read_text() == whole
