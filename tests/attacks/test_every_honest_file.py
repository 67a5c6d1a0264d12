"""Honest code that merely looks odd is graded as what it is: none may be refused.

Each style under ``honest/styles`` has ``styled(function)``, which stands around the functions of
solutions of shipped labs; the files under ``honest/whole`` are solutions as they are.
"""

from __future__ import annotations

import dataclasses
import re
from pathlib import Path
from typing import Any

import pytest

import grader
from grader.lab import lab_folders
from tests.selection import some_of_each

HERE = Path(__file__).parent / "honest"
CATALOGUE = Path(grader.__file__).parents[1] / "labs" / "catalogue"
STYLES = sorted((HERE / "styles").glob("*.py"))
WHOLE = sorted((HERE / "whole").glob("*.py"))
OTHER_FORMAT = re.compile(r"^format: *(?!code)", re.M)
LABS = [
    folder.name
    for folder in lab_folders([CATALOGUE])
    if not OTHER_FORMAT.search((folder / "lab.yaml").read_text())
]
LABS_FOR_EACH = 4
"""Labs that each style is tried on; `make test` has the first of them."""


def without_speed(slug: str) -> grader.Lab:
    lab = grader.load_lab(CATALOGUE / slug)
    return dataclasses.replace(lab, weights={"correctness": 100.0, "performance": 0.0})


def styles_on_labs() -> list[Any]:
    """Each style with a few labs, others for every style, so that all labs have their turn."""
    pairs = [
        (path, LABS[(place + step) % len(LABS)])
        for place, path in enumerate(STYLES)
        for step in range(min(LABS_FOR_EACH, len(LABS)))
    ]
    return some_of_each(
        pairs,
        kind=lambda pair: pair[0],
        values=lambda pair: pair,
        name=lambda pair: f"{pair[1]}-{pair[0].stem}",
        always=1,
    )


def in_style(style: str, lab: grader.Lab, number: int) -> str:
    """One of the lab's solutions, its functions renamed and wrapped by the style."""
    fast = [lab.solutions[name] for name in ("vectorised", "expert") if name in lab.solutions]
    solutions = fast or list(lab.solutions.values())
    source = solutions[number % len(solutions)]
    head = re.match(r'""".*?"""\n', source, re.S)
    source = source[head.end() :] if head else source
    ends = []
    for function in lab.functions:
        source = re.sub(rf"\b{function.name}\(", f"own_{function.name}(", source)
        ends.append(f"{function.name} = styled(own_{function.name})")
    style = style.replace("# PADDING\n", "# one more line\n" * 2000)
    return f"{style}\n\n{source}\n\n" + "\n".join(ends) + "\n"


@pytest.mark.parametrize(("path", "slug"), styles_on_labs())
def test_style_changes_nothing(path: Path, slug: str) -> None:
    lab = without_speed(slug)
    report = grader.grade(lab, in_style(path.read_text(), lab, STYLES.index(path)))
    assert report.verdict is grader.Verdict.passed, failures(report)


@pytest.mark.parametrize(
    "path",
    some_of_each(
        WHOLE,
        kind=lambda path: path.stem.partition("__")[0],
        values=lambda path: (path,),
        name=lambda path: path.stem,
    ),
)
def test_solution_in_its_own_style_passes(path: Path) -> None:
    report = grader.grade(without_speed(path.stem.partition("__")[0]), path.read_text())
    assert report.verdict is grader.Verdict.passed, failures(report)


@pytest.mark.parametrize("end", ["\r\n", "\r"], ids=["crlf", "cr"])
def test_line_ends_of_other_systems_pass(end: str) -> None:
    lab = without_speed(LABS[0])
    source = next(iter(lab.solutions.values())).replace("\n", end).rstrip()
    assert grader.grade(lab, source.encode()).verdict is grader.Verdict.passed


def test_there_are_at_least_a_hundred() -> None:
    assert len(styles_on_labs()) + len(WHOLE) >= 100


def failures(report: grader.Report) -> str:
    if report.load:
        return str(report.load.as_dict())
    wrong = [case for case in report.cases if not case.passed]
    return "\n".join(f"{case.name}: {case.verdict.value} {case.detail}" for case in wrong)
