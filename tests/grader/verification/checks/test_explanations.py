"""Whoever makes a lab's mistake reads its hint."""

from __future__ import annotations

from pathlib import Path

from grader.verification import Effort, Subject
from grader.verification.checks import explanations, mistakes
from tests.grader.small_lab import FILES, write_lab
from tests.grader.verification.checks.finding import found_in_changed


def test_own_hints_are_told(tmp_path: Path) -> None:
    assert found_in_changed("explanations", tmp_path) == []


def test_mistake_that_cannot_be_told_from_another_is_named(tmp_path: Path) -> None:
    twin = (
        FILES["mistakes/squares.py"]
        .replace("This is the square", "Squared, this is")
        .replace("x * x", "x**2")
    )
    found = found_in_changed("explanations", tmp_path, mistakes__twin_py=twin)
    names = sorted(text.partition(":")[0] for text in found)
    assert names == ["mistakes/squares.py", "mistakes/twin.py"]
    assert all(
        "its hint is shown for none of the" in text or "is taken for" in text for text in found
    )


def test_report_is_that_of_a_grading(tmp_path: Path) -> None:
    """Cases that were judged before are not judged again, and nothing else is said of them."""
    subject = Subject(write_lab(tmp_path), [])
    again = {name: explanations._report(subject, name) for name in subject.mistakes}
    assert list(mistakes.check(subject, Effort(seeds=1))) == []
    assert set(subject.judged) == set(subject.mistakes)
    for name, report in again.items():
        known = explanations._report(subject, name)
        assert known.cases == report.cases
        assert known.causes == report.causes
