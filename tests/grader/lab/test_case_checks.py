from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from grader.files.faults import Faults
from grader.lab.case_checks import MOST_CASES, Checker, line_of
from grader.lab.cases import Case, call, raises
from grader.lab.model import Function, Workload

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
    ("count", "found"), [(0, "none"), (MOST_CASES + 1, str(MOST_CASES + 1)), (10**6, "101")]
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


def test_line_of_what_is_no_function_is_the_first() -> None:
    assert line_of(root) > 1
    assert line_of(len) == 1
