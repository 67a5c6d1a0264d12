"""A known mistake is named when it explains the evidence, alone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

import grader
from grader.feedback.mistakes import runner as asking
from grader.feedback.mistakes.matching import LARGE_BYTES, name_mistakes
from grader.judging.budget import CallBudget
from grader.judging.judgment import Judgment, judge
from grader.judging.runner import Runner
from grader.lab import Call, Case, Lab, Mistake, call
from grader.lab.expected_answers import expected_answer
from grader.results.report import CaseResult
from tests.grader.feedback.in_process import InProcessRunner
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
        def run(self, call):
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


# -- in this process, with functions in place of programs ----------------------------------------
X, Y = np.array([0.3719, -1.4137, 2.2361]), np.array([1.1213, 0.7171])


@pytest.fixture
def known(untimed: Lab, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Lab]:
    """A lab whose mistakes are functions by name; each call gives another revision."""
    functions: dict[str, Callable[..., Any]] = {}

    class Running(InProcessRunner):
        def __init__(self, source: str, *_: object, **__: object) -> None:
            super().__init__({})
            self.swap(source)

        def swap(self, source: str) -> None:
            self.functions = dict.fromkeys(("double", "root"), functions[source])

        def close(self) -> None:
            pass

    monkeypatch.setattr(asking, "Runner", Running)
    monkeypatch.setattr(asking, "_known", type(asking._known)())

    def lab(**mistakes: Callable[..., Any]) -> Lab:
        functions.update(mistakes)
        return replace(untimed, mistakes=tuple(Mistake(n, f"{n}!", n) for n in mistakes))

    return lab


def judged(
    lab: Lab, wrong: Callable[..., Any], *inputs: Call, visible: bool = False
) -> list[Judgment]:
    submission = InProcessRunner({"double": wrong, "root": wrong})
    return [
        judge(
            lab,
            Case(f"case {n}", one, "hint"),
            visible,
            submission.run(one),
            expected_answer(lab.reference, one),
        )
        for n, one in enumerate(inputs)
    ]


def names(lab: Lab, judgments: list[Judgment]) -> dict[int, str]:
    return {
        n: mistake.name for n, mistake in name_mistakes(lab, judgments, CallBudget(900)).items()
    }


def square(x: Any) -> Any:
    return x * x


def test_mistake_with_the_same_answers_is_named_in_each_case(known: Callable[..., Lab]) -> None:
    lab = known(square=square, cube=lambda x: x**3)
    judgments = judged(lab, lambda x: x**2, call("double", X), call("double", Y))
    assert names(lab, judgments) == {0: "square", 1: "square"}


def test_where_calls_may_run_out_the_likely_mistake_is_tried_before_the_others(
    known: Callable[..., Lab],
) -> None:
    ran: list[str] = []

    def logged(name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        def run(x: Any) -> Any:
            ran.append(name)
            return function(x)

        return run

    others = {f"right_{n}": logged("right", lambda x: 2.0 * x) for n in range(5)}
    lab = known(**others, square=logged("square", square))
    judgments = judged(lab, square, *(call("double", X + n) for n in range(6)))
    found = name_mistakes(lab, judgments, CallBudget(20))
    assert {mistake.name for mistake in found.values()} == {"square"}
    assert ran.index("square") < ran.count("right") and ran[: 6 + 10].count("square") == 6


def test_mistake_that_explains_more_is_named(known: Callable[..., Lab]) -> None:
    lab = known(square=square, longer=lambda x: x * x if x.size > 2 else x)
    judgments = judged(lab, square, call("double", X), call("double", Y))
    assert names(lab, judgments) == {0: "square", 1: "square"}


def test_same_exception_with_the_same_text_is_the_mistake(known: Callable[..., Lab]) -> None:
    def fails(text: str) -> Callable[..., Any]:
        def function(x: Any) -> Any:
            raise ValueError(text)

        return function

    lab = known(empty=fails("empty"), other=fails("other"))
    assert names(lab, judged(lab, fails("empty"), call("double", X))) == {0: "empty"}


def test_whole_numbers_for_floats_make_no_difference(known: Callable[..., Lab]) -> None:
    lab = known(three=lambda x: 3)
    judgments = judged(lab, lambda x: 3.0, call("root", 4.0), call("root", 16.0), visible=False)
    assert names(lab, judgments) == {0: "three", 1: "three"}


def test_mistake_that_is_right_where_the_submission_is_wrong_may_be_one_of_two(
    known: Callable[..., Lab],
) -> None:
    lab = known(first=lambda x: x * x if x.size > 2 else 2 * x)
    judgments = judged(
        lab, lambda x: x * x if x.size > 2 else x + 9.17, *(call("double", v) for v in (X, Y))
    )
    assert names(lab, judgments) == {0: "first"}


def test_broken_numbers_may_be_nan_or_infinite(known: Callable[..., Lab]) -> None:
    far = np.array([0.3719, 800.0])
    lab = known(overflow=lambda x: np.where(x > 700, np.inf, x * x))
    wrong = judged(
        lab, lambda x: np.where(x > 700, np.nan, x * x), call("double", X), call("double", far)
    )
    assert names(lab, wrong)[0] == "overflow"


def test_large_cases_follow_the_rest_of_their_branch(known: Callable[..., Lab]) -> None:
    lab = known(square=square)
    large = np.full(LARGE_BYTES // 8 + 1, 0.3719)
    judgments = judged(lab, square, call("double", X), call("double", large))
    assert names(lab, judgments) == {0: "square", 1: "square"}
    assert names(lab, judgments[1:]) == {}


def test_mistake_in_one_function_is_named_whatever_fails_in_another(
    known: Callable[..., Lab],
) -> None:
    lab = known(three=lambda x: 3.0 if np.ndim(x) == 0 else 2.0 * x)

    def wrong(x: Any) -> Any:
        return 3.0 if np.ndim(x) == 0 else x + 0.4171

    judgments = judged(lab, wrong, call("root", 4.0), call("double", X))
    assert names(lab, judgments) == {0: "three"}
    visible = judged(lab, wrong, call("root", 4.0), call("double", X), visible=True)
    assert names(lab, visible) == {0: "three"}


def test_nothing_fails_nothing_is_run(known: Callable[..., Lab]) -> None:
    lab = known(square=square)
    assert names(lab, judged(lab, lambda x: 2.0 * x, call("double", X))) == {}
