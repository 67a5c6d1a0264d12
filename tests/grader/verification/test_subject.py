from __future__ import annotations

from pathlib import Path

import pytest

from grader.verification import Subject
from tests.grader.small_lab import write_lab


def test_lab_with_faulty_texts_can_still_be_run(tmp_path: Path) -> None:
    folder = write_lab(tmp_path, hints_md="", statement_md=None, mistakes__squares_py="def double(")
    subject = Subject(folder, [])
    assert [m.name for m in subject.lab.mistakes] == ["changes_its_input", "root_of_anything"]
    assert len(subject.faults) == 3


@pytest.mark.parametrize(
    "name", ["cases_py", "reference_py", "workload_py", "lab_yaml", "starter_py"]
)
def test_lab_without_its_programs_cannot_be_run(tmp_path: Path, name: str) -> None:
    subject = Subject(write_lab(tmp_path, **{name: None}), [])
    assert subject.readable is None
    assert len(subject.faults) > 0
    with pytest.raises(ValueError, match="cannot be run"):
        _ = subject.lab


def test_programs_that_are_still_to_be_written_are_left_out(tmp_path: Path) -> None:
    left = '"""TODO: A hint."""\n\n\ndef double(x):\n    return x\n\n\ndef root(x):\n    return x\n'
    subject = Subject(write_lab(tmp_path, mistakes__squares_py=left, solutions__adding_py=left), [])
    assert list(subject.mistakes) == ["changes_its_input", "root_of_anything"]
    assert list(subject.solutions) == ["multiplying"]


def test_neighbors_are_the_labs_of_the_roots_and_beside_it(tmp_path: Path) -> None:
    write_lab(tmp_path / "more", "tripling")
    write_lab(tmp_path / "labs", "halving")
    subject = Subject(write_lab(tmp_path / "labs"), [tmp_path / "more"])
    assert [folder.name for folder in subject.others] == ["tripling", "halving"]
