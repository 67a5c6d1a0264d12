"""Honest code that merely looks odd is graded as what it is: none may be refused.

Each style under ``honest/styles`` has ``styled(function)``, which stands around the functions of
every shipped lab's solutions in turn; the files under ``honest/whole`` are solutions as they are.
"""

from __future__ import annotations

import dataclasses
import re
from pathlib import Path

import pytest

import grader

HERE = Path(__file__).parent / "honest"
CATALOGUE = Path(grader.__file__).parents[1] / "labs" / "catalogue"
STYLES = sorted((HERE / "styles").glob("*.py"))
WHOLE = sorted((HERE / "whole").glob("*.py"))
LABS = ("penalties", "proximal_operators", "sigmoid_cross_entropy", "sparse_softmax_cross_entropy")


def without_speed(slug: str) -> grader.Lab:
    lab = grader.load_lab(CATALOGUE / slug)
    return dataclasses.replace(lab, weights={"correctness": 100.0, "performance": 0.0})


@pytest.fixture(scope="module", params=LABS)
def lab(request: pytest.FixtureRequest) -> grader.Lab:
    return without_speed(request.param)


def in_style(style: str, lab: grader.Lab, number: int) -> str:
    """One of the lab's solutions, its functions renamed and wrapped by the style."""
    solutions = [lab.solutions[name] for name in ("vectorised", "expert")]
    source = solutions[number % 2]
    head = re.match(r'""".*?"""\n', source, re.S)
    source = source[head.end() :] if head else source
    ends = []
    for function in lab.functions:
        source = re.sub(rf"\b{function.name}\(", f"own_{function.name}(", source)
        ends.append(f"{function.name} = styled(own_{function.name})")
    style = style.replace("# PADDING\n", "# one more line\n" * 2000)
    return f"{style}\n\n{source}\n\n" + "\n".join(ends) + "\n"


@pytest.mark.parametrize("path", STYLES, ids=lambda path: path.stem)
def test_style_changes_nothing(path: Path, lab: grader.Lab) -> None:
    report = grader.grade(lab, in_style(path.read_text(), lab, STYLES.index(path)))
    assert report.verdict is grader.Verdict.passed, failures(report)


@pytest.mark.parametrize("path", WHOLE, ids=lambda path: path.stem)
def test_solution_in_its_own_style_passes(path: Path) -> None:
    report = grader.grade(without_speed(path.stem.partition("__")[0]), path.read_text())
    assert report.verdict is grader.Verdict.passed, failures(report)


@pytest.mark.parametrize("end", ["\r\n", "\r"], ids=["crlf", "cr"])
def test_line_ends_of_other_systems_pass(end: str, lab: grader.Lab) -> None:
    source = lab.solutions["vectorised"].replace("\n", end).rstrip()
    assert grader.grade(lab, source.encode()).verdict is grader.Verdict.passed


def test_there_are_at_least_a_hundred() -> None:
    assert len(STYLES) * len(LABS) + len(WHOLE) >= 100


def failures(report: grader.Report) -> str:
    if report.load:
        return str(report.load.as_dict())
    wrong = [case for case in report.cases if not case.passed]
    return "\n".join(f"{case.name}: {case.verdict.value} {case.detail}" for case in wrong)
