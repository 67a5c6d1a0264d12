"""Which formats of labs there are, and what a folder says about its own."""

from __future__ import annotations

from pathlib import Path

import pytest

from grader.files.faults import Faults
from grader.grading.grade import grade_code
from grader.lab import Lab, load_lab, read_lab
from grader.lab import formats as formats_module
from grader.lab.formats import CODE, format_named, format_of, known_formats, name_in
from tests.grader.small_lab import FILES, write_lab

YAML = FILES["lab.yaml"]


def faults_of(folder: Path) -> list[str]:
    faults = Faults()
    assert read_lab(folder, faults) is None
    return [str(fault).removeprefix(f"{folder}/") for fault in faults]


def test_formats_are_the_modules_of_one_package() -> None:
    assert CODE in known_formats()
    for name in known_formats():
        assert callable(format_named(name).grade)
        layout = format_named(name).layout
        assert layout.programs or layout.suffix != ".py"  # what is handed in need be no program


def test_a_module_put_there_is_a_format(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "essay.py").write_text("FORMAT = None\n")
    monkeypatch.setattr(formats_module, "_FOLDER", tmp_path)
    known_formats.cache_clear()
    try:
        folder = write_lab(tmp_path, lab_yaml=f"format: essay\n{YAML}")
        assert name_in(folder, Faults()) == "essay"
    finally:
        known_formats.cache_clear()


def test_lab_without_a_format_is_one_of_code(doubling: Lab) -> None:
    assert doubling.format == CODE
    assert format_of(doubling).grade is grade_code
    assert doubling.content is None


def test_format_may_be_named(tmp_path: Path) -> None:
    lab = load_lab(write_lab(tmp_path, lab_yaml=f"format: code\n{YAML}"))
    assert (lab.format, lab.as_dict()["format"]) == ("code", "code")


@pytest.mark.parametrize(
    ("line", "start"),
    [
        ("format: playgrond", 'lab.yaml:1: format is "playgrond"; the known ones are code'),
        ("format: coed", 'lab.yaml:1: format is "coed"; the known ones are code'),
        ("format: [code]", "lab.yaml:1: format is no text; the known ones are code"),
        ("format:", "lab.yaml:1: format is no text; the known ones are code"),
        ("format: __init__", 'lab.yaml:1: format is "__init__"; the known ones are code'),
        ("format: ../../etc", 'lab.yaml:1: format is "../../etc"; the known ones are code'),
    ],
)
def test_unknown_format_is_the_one_fault(tmp_path: Path, line: str, start: str) -> None:
    faults = faults_of(write_lab(tmp_path, lab_yaml=f"{line}\n{YAML}", hints_md=None))
    assert [fault.startswith(start) for fault in faults] == [True], faults


def test_near_name_is_suggested(tmp_path: Path) -> None:
    (fault,) = faults_of(write_lab(tmp_path, lab_yaml=f"{YAML}format: coed\n"))
    assert fault.startswith("lab.yaml:12: ")
    assert fault.endswith('Did you mean "code"?')


@pytest.mark.parametrize("text", [None, "", "format: [", "a list about a format\n", "\udcff"])
def test_file_that_cannot_be_read_is_left_to_its_reader(tmp_path: Path, text: str | None) -> None:
    folder = write_lab(tmp_path, lab_yaml=None)
    if text is not None:
        (folder / "lab.yaml").write_bytes(text.encode("utf-8", "surrogateescape"))
    faults = Faults()
    assert name_in(folder, faults) == CODE
    assert len(faults) == 0
    assert faults_of(folder)
