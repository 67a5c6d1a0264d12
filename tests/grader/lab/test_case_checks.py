from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from grader.files.faults import Faults
from grader.lab.case_checks import MOST_CASES, Checker, line_of
from grader.lab.cases import Call, Case, call, raises
from grader.lab.model import Function, Workload
from grader.lab.scenarios import Scenario, result, steps

PATH = Path("lab/cases.py")
FUNCTIONS = (Function("root", "root(x)", "", ("x",)),)


def root(x: float) -> float:
    if x < 0:
        raise ValueError("negative")
    return float(np.sqrt(x))


def checked(*cases: Any) -> list[str]:
    """The faults of a file that yields these cases, without file and line."""

    def visible() -> Iterator[Any]:
        yield from cases

    faults = Faults()
    Checker(FUNCTIONS, {"root": root}, faults).cases(PATH, visible)
    return [fault.message for fault in faults]


GOOD = Case("four", call("root", 4.0), "The root of 4 is 2.")


def test_good_cases_have_no_fault() -> None:
    refused = Case("negative", call("root", -1.0), "None.", expects=raises(ValueError))
    assert checked(GOOD, refused) == []


@pytest.mark.parametrize(
    ("case", "fault"),
    [
        ("text", "yields str; expected Case(name, call(...), hint=...)"),
        (Case("a", call("root", 4.0), "  "), 'case "a" has no hint'),
        (Case("a", call("root", 4.0), "x", weight=0.0), 'case "a" has weight 0.0; expected more'),
        (Case("a", 4.0, "x"), 'case "a" has no call'),
        (Case("a", call("cube", 4.0), "x"), "calls cube, which lab.yaml does not name"),
        (Case("a", call("root"), "x"), "calls root with arguments that do not fit"),
        (Case("a", call("root", -1.0), "x"), "is answered by the reference with ValueError"),
        (
            Case("a", call("root", 4.0), "x", expects=raises(ValueError)),
            "expects ValueError; the reference answers with a value",
        ),
        (
            Case("a", call("root", -1.0), "x", expects=raises(KeyError)),
            "expects KeyError; the reference answers with ValueError: negative",
        ),
    ],
)
def test_case_that_cannot_be_graded_is_a_fault(case: Any, fault: str) -> None:
    (message,) = checked(GOOD, case)
    assert message.startswith("visible: ")
    assert fault in message


def test_names_are_used_once() -> None:
    assert checked(GOOD, GOOD) == [
        'visible: case "four" is defined twice; each case needs a name of its own'
    ]


@pytest.mark.parametrize(
    ("count", "found"), [(0, "none"), (MOST_CASES + 1, str(MOST_CASES + 1)), (10**4, "101")]
)
def test_number_of_cases_is_limited(count: int, found: str) -> None:
    cases = (Case(str(n), call("root", 4.0), "x") for n in range(count))
    assert checked(*cases) == [f"visible gives {found}; expected 1 to {MOST_CASES}"]


def test_cases_that_cannot_be_made_are_a_fault() -> None:
    def hidden(rng: object) -> Iterator[Case]:
        yield GOOD
        raise RuntimeError("broken")

    faults = Faults()
    Checker(FUNCTIONS, {"root": root}, faults).cases(PATH, hidden, None)
    assert [fault.message for fault in faults] == ["hidden fails: RuntimeError: broken"]


@pytest.mark.parametrize(
    ("make", "fault"),
    [
        (lambda rng, size: [call("root", 4.0)] * size, None),
        (lambda rng, size: [], "make must return a list of calls: [call(...), ...]"),
        (lambda rng, size: call("root", 4.0), "make must return a list of calls"),
        (lambda rng, size: 1 / 0, "make fails: ZeroDivisionError"),
        (lambda rng, size: [call("cube", 4.0)], "make: calls cube, which lab.yaml does not name"),
    ],
)
def test_workload_is_tried_once(make: Callable[..., Any], fault: str | None) -> None:
    faults = Faults()
    Checker(FUNCTIONS, {"root": root}, faults).workload(PATH, Workload((2,), make))
    messages = [message.message for message in faults]
    assert [text.startswith(fault or "") for text in messages] == ([True] if fault else [])


def test_smallest_call_of_a_workload_is_tried_where_growth_is_measured() -> None:
    def make(rng: object, size: int) -> list[Call]:
        return [call("root", float(size - 1))] * (size - 1)

    for scaling, texts in (
        ((), []),
        ((2, 3), ["make must return a list of calls: [call(...), ...]"]),
    ):
        faults = Faults()
        workload = Workload((2,), make, scaling)
        Checker(FUNCTIONS, {"root": root}, faults).workload(PATH, workload)
        assert [fault.message for fault in faults] == texts


def test_line_of_what_is_no_function_is_the_first() -> None:
    assert line_of(root) > 1
    assert line_of(len) == 1


def fit(x: Any) -> Any:
    return np.mean(x), {"mean": np.mean(x), "lock": object()}


def apply(x: Any, scaler: Any) -> Any:
    return x - scaler["mean"]


SCENARIO_FUNCTIONS = (
    Function("fit", "fit(x)", "", ("x",)),
    Function("apply", "apply(x, scaler)", "", ("x", "scaler")),
)
NO_SENTENCE: Any = True
FIT = call("fit", np.arange(3.0))
APPLY = call("apply", np.ones(2), result(0)[1])


def scenario_faults(*cases: Case) -> list[tuple[int, str]]:
    def visible() -> Iterator[Any]:
        yield from cases

    faults = Faults()
    reference = {"fit": fit, "apply": apply}
    Checker(SCENARIO_FUNCTIONS, reference, faults).cases(PATH, visible)
    return [(fault.line, fault.message) for fault in faults]


def test_good_scenarios_and_checks_have_no_fault() -> None:
    assert not scenario_faults(
        Case("a", steps(FIT, APPLY), "x"),
        Case("b", steps(FIT, judged=(result(0)[0], result(0)[1]["mean"])), "x"),
        Case("c", call("apply", np.ones(2), {"mean": 1.0}), "x", check=lambda a, i: None),
        Case("d", steps(FIT, APPLY), "x", check=lambda a, i: None, any_lengths=True),
    )


@pytest.mark.parametrize(
    ("case", "fault"),
    [
        (Case("a", steps(FIT, call("apply", 1, result(1))), "x"), "which is not there yet"),
        (Case("a", steps(FIT, call("guess", 1)), "x"), "calls guess, which lab.yaml does not name"),
        (Case("a", steps(call("fit"), APPLY), "x"), "calls fit with arguments that do not fit"),
        (
            Case("a", steps(FIT, call("apply", 1.0, result(0)[2])), "x"),
            "asks for a part that the reference's answer does not have: result(0) holds tuple, "
            "which has no [2]",
        ),
        (
            Case("a", steps(FIT, judged=result(0)[1].mean), "x"),
            "result(0) holds dict, which has no .mean; name an entry or attribute that it has",
        ),
        (Case("a", steps(FIT), "x"), "judges something that cannot leave the sandbox; judge"),
        (Case("a", steps(FIT, APPLY), "x", any_lengths=True), "any_lengths without a check"),
        (Case("a", steps(FIT, APPLY), "x", in_order=sorted), "in_order without a check"),
        (
            Case("a", steps(FIT, APPLY), "x", check=lambda a, i: "No."),
            "the check refuses the reference's answer: No.; it must return None",
        ),
        (
            Case("a", steps(FIT, APPLY), "x", check=lambda a, i: a.no_such),
            "the check fails on the reference's answer: AttributeError",
        ),
        (
            Case("a", steps(FIT, APPLY), "x", check=lambda a, i: NO_SENTENCE),
            "it returned True; expected None or the sentence",
        ),
        (
            Case("a", FIT, "x", expects=raises(ValueError), check=lambda a, i: None),
            "has expects and a check; an exception has nothing to check",
        ),
    ],
)
def test_faulty_scenario_or_check_is_reported_with_its_line(case: Case, fault: str) -> None:
    lines = {line for line, message in scenario_faults(case) if fault in message}
    assert lines, scenario_faults(case)
    if case.check is not None and "expects" not in fault:
        assert lines == {line_of(case.check)}


@pytest.mark.parametrize(
    ("scenario", "messages"),
    [
        (steps(FIT, APPLY), []),
        (steps(APPLY), ["call 0 (apply) is given", "the first call can be given no result"]),
    ],
)
def test_scenario_of_a_workload_is_checked(scenario: Scenario, messages: list[str]) -> None:
    faults = Faults()
    checker = Checker(SCENARIO_FUNCTIONS, {"fit": fit, "apply": apply}, faults)
    checker.workload(PATH, Workload((3,), lambda rng, size: [scenario]))
    found = "\n".join(fault.message for fault in faults)
    assert bool(found) is bool(messages)
    assert all(message in found for message in messages)
