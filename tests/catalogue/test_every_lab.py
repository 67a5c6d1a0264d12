"""Every lab in the catalogue, collected from its folder: `verify` finds no fault in it.

What a lab promises is a module of `grader.verification.checks`, and stands there.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from grader.lab import lab_folders
from grader.lab.lookup import SHIPPED
from grader.verification import QUICK, Effort, Subject, Work, all_checks, run_check, verify
from grader.verification.checks.explanations import explained
from grader.verification.runner import run_checks
from tests.selection import some_of, some_of_each

FOLDERS = list(lab_folders([SHIPPED]))
EXPLAINED = "explanations"
"""The check that takes as long as all others: it is made mistake by mistake here."""
QUICK_LOOKS = 12
"""Labs whose programs are run by the quick checks by default; files and texts are those of all."""
LABS_IN_FULL = 2
"""The other checks are made by default in the first few labs alone."""
SLOW = {"solutions", "mistakes", "mutants"}
"""Checks that only `make test-full` makes in full, as it does those that measure time."""


def checks() -> Iterator[Any]:
    """Folder and the check that is made in full, marked as it has to be run."""
    for place, folder in enumerate(FOLDERS):
        for name, check in all_checks().items():
            if name in SLOW or (not check.quick and name != EXPLAINED):
                is_slow = name in SLOW or check.timed or place >= LABS_IN_FULL
                marks = [pytest.mark.alone] if check.timed else []
                marks += [pytest.mark.slow] if is_slow else []
                yield pytest.param(folder, name, id=f"{folder.name}/{name}", marks=marks)


def mistakes() -> list[Any]:
    """Folder and mistake, by default a few of the first labs."""
    return some_of_each(
        [path for folder in FOLDERS for path in sorted((folder / "mistakes").glob("*.py"))],
        kind=lambda path: path.parents[1],
        values=lambda path: (path.parents[1], path.stem),
        name=lambda path: f"{path.parents[1].name}/{path.stem}",
        always=3,
        kinds=LABS_IN_FULL,
    )


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_files_and_texts_of_a_lab_are_complete(folder: Path) -> None:
    """What is found without running a program."""
    names = [name for name, check in all_checks().items() if check.quick and not check.needs_lab]
    results = run_checks(folder, names, Work(QUICK))
    assert [str(fault) for result in results for fault in result.faults] == []


@pytest.mark.parametrize("folder", some_of(FOLDERS, QUICK_LOOKS, name=lambda path: path.name))
def test_a_quick_look_at_a_lab_finds_no_fault(folder: Path) -> None:
    results = verify([folder], Work(QUICK))
    assert [str(fault) for result in results for fault in result.faults] == []


@pytest.mark.parametrize(("folder", "name"), list(checks()))
def test_lab_keeps_its_promise(folder: Path, name: str) -> None:
    assert list(map(str, run_check(folder, name, Work(Effort())).faults)) == []


@pytest.mark.parametrize(("folder", "name"), mistakes())
def test_mistake_is_told_its_own_hint(folder: Path, name: str) -> None:
    assert list(map(str, explained(Subject(folder), name))) == []


def test_a_further_lab_costs_the_default_suite_no_more_than_a_quick_look() -> None:
    """The catalogue grows; `make test` shall not take minutes for each lab."""
    parameters = [*checks(), *mistakes()]
    always = [p.values[0] for p in parameters if "slow" not in {mark.name for mark in p.marks}]
    assert set(always) == set(FOLDERS[:LABS_IN_FULL])


def test_the_catalogue_is_there() -> None:
    assert len(FOLDERS) >= 4


def test_folders_hold_nothing_but_labs() -> None:
    assert sorted(Path(SHIPPED).iterdir()) == FOLDERS
