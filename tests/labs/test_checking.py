"""What `check_course` finds in labs that can be read."""

from __future__ import annotations

from pathlib import Path

import pytest

from grader.files.faults import Faults
from grader.sandbox import SandboxUnavailable
from labs import checking
from labs.revisions import SHIPPED
from tests.labs.writing import DOUBLE, FILES, WRONG, write_lab

RIGHT = f'"""A hint."""\n{DOUBLE}'


def faults_of(path: Path) -> list[str]:
    faults = Faults()
    assert checking.check(path, faults, "labs/twice") == ""
    return [str(fault) for fault in faults]


def test_wrong_solution_and_right_mistake_are_found(tmp_path: Path) -> None:
    path = write_lab(tmp_path, mistakes_thrice_py=RIGHT, solutions_sum_py=WRONG)
    found = faults_of(path)
    assert (
        "labs/twice/mistakes/thrice.py:1: passes every case. Add a case that it fails, or move it "
        "to solutions/."
    ) in found
    assert any(text.startswith("labs/twice/solutions/sum.py:1: fails ") for text in found)


def test_prerequisite_is_known_in_the_course_and_among_the_shipped(tmp_path: Path) -> None:
    shipped, yaml = next(path.name for path in SHIPPED.iterdir()), FILES["lab.yaml"]
    write_lab(tmp_path, "thrice", lab_yaml=yaml.replace("L9.1", "L9.2"))
    needs = f"{yaml}needs: [{shipped}, thrice, qqqqqqqq]\n"
    found = faults_of(write_lab(tmp_path, lab_yaml=needs))
    assert [text for text in found if "needs" in text] == [
        'labs/twice/lab.yaml:10: needs "qqqqqqqq", which is no lab. Write the slug of a lab; '
        "python -m grader labs lists them."
    ]


@pytest.mark.slow
@pytest.mark.parametrize("folder", sorted(SHIPPED.iterdir())[:1], ids=lambda path: path.name)
def test_shipped_lab_has_no_fault(folder: Path) -> None:
    assert faults_of(folder) == []


def test_host_without_a_sandbox_says_what_was_not_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise SandboxUnavailable("User namespaces are switched off.")

    monkeypatch.setattr("grader.judging.runner.open_session", refuse)
    assert checking.check(write_lab(tmp_path), Faults(), "x") == (
        "Solutions and mistakes of labs were not run: User namespaces are switched off."
    )
