"""A known mistake is named when it explains the evidence, alone."""

from __future__ import annotations

from dataclasses import replace

import pytest

import grader
from grader.feedback.mistakes import runner as asking
from grader.judging.runner import Runner
from grader.lab import Lab, Mistake
from grader.results.report import CaseResult
from tests.grader.small_lab import FILES, GOOD


@pytest.fixture
def untimed(doubling: Lab) -> Lab:
    return replace(doubling, weights={"correctness": 100.0, "performance": 0.0})


def failing(lab: Lab, source: str) -> dict[str, CaseResult]:
    return {case.name: case for case in grader.grade(lab, source).cases if not case.passed}


def test_same_answers_in_other_words_are_the_mistake(untimed: Lab) -> None:
    found = failing(untimed, GOOD.replace("2.0 * x", "x ** 2"))
    assert {case.mistake for case in found.values()} == {"squares"}
    assert found["drawn"].hint == "This is the square, not the double."


def test_two_mistakes_are_each_named(untimed: Lab) -> None:
    both = "def double(x):\n    return x * x\n\n\ndef root(x):\n    return abs(x) ** 0.5\n"
    found = failing(untimed, both)
    assert found["small"].mistake == "squares"
    assert found["negative"].mistake == "root_of_anything"


def test_other_wrong_answers_get_the_hint_of_the_case(untimed: Lab) -> None:
    found = failing(untimed, GOOD.replace("2.0 * x", "x ** 3 + 1"))
    assert {case.mistake for case in found.values()} == {None}
    assert found["small"].hint == "Twice every entry."


def test_mistake_that_fails_where_the_submission_is_right_is_not_named(untimed: Lab) -> None:
    only_large = GOOD.replace("return 2.0 * x", "return x * x if x.max() > 3 else 2.0 * x")
    found = failing(untimed, only_large)
    assert found["small"].mistake is None


def test_mistake_that_is_wrong_in_another_way_elsewhere_is_not_named(untimed: Lab) -> None:
    changing = GOOD.replace("return 2.0 * x", "return x * x if x.max() > 3 else x ** 3 + 1")
    found = failing(untimed, changing)
    assert {case.mistake for case in found.values()} == {None}


def test_two_mistakes_with_the_same_answers_name_none(untimed: Lab) -> None:
    squares = next(m for m in untimed.mistakes if m.name == "squares")
    twin = Mistake("twin", "Another reason.", squares.source)
    lab = replace(untimed, mistakes=(*untimed.mistakes, twin), revision="twins")
    assert {case.mistake for case in failing(lab, squares.source).values()} == {None}


def test_mistake_is_named_where_inputs_are_changed(untimed: Lab) -> None:
    found = failing(untimed, FILES["mistakes/changes_its_input.py"])
    assert {case.mistake for case in found.values()} == {"changes_its_input"}


def test_mistake_that_breaks_the_sandbox_does_not_break_the_grade(untimed: Lab) -> None:
    wild = Mistake("wild", "Wild.", "import os\n\ndef double(x):\n    os._exit(3)\n")
    lab = replace(untimed, mistakes=(wild, *untimed.mistakes), revision="wild")
    found = failing(lab, FILES["mistakes/squares.py"])
    assert {case.mistake for case in found.values()} == {"squares"}


def test_visible_cases_are_asked_of_a_mistake_once(
    untimed: Lab, monkeypatch: pytest.MonkeyPatch
) -> None:
    lab = replace(untimed, revision="asked once")
    asked = []

    class Counting(Runner):
        def run(self, call):  # type: ignore[no-untyped-def]
            asked.append(call.function)
            return super().run(call)

    monkeypatch.setattr(asking, "Runner", Counting)
    wrong = FILES["mistakes/squares.py"]
    grader.grade(lab, wrong, visible_only=True)
    assert asked
    asked.clear()
    assert grader.grade(lab, wrong, visible_only=True).cases[0].mistake == "squares"
    assert asked == []


def test_right_submission_runs_no_mistake(untimed: Lab, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asking, "Runner", None)
    assert grader.grade(untimed, GOOD).verdict.value == "passed"
