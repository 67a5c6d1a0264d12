"""One value where several are asked for: which function has to return more."""

from __future__ import annotations

import pytest

from grader.feedback.hints.missing_part import hint_for_missing_part
from grader.lab import call
from grader.sandbox.outcome import MissingPart

CALLS = (call("forward", 1.0), call("backward", 2.0))


@pytest.mark.parametrize(
    ("number", "part", "kind", "hint"),
    [
        (0, "[1]", "numpy.ndarray", "forward has to return several values, with commas between"),
        (1, "[2]", "tuple", "backward has to return several values"),
        (0, ".mean", "tuple", "A value that forward returns has no .mean"),
        (0, "[1]", "NoneType", "forward returns None: is a return statement missing?"),
    ],
)
def test_missing_part_is_asked_of_its_function(
    number: int, part: str, kind: str, hint: str
) -> None:
    assert hint_for_missing_part(MissingPart(number, part, kind), CALLS).startswith(hint)


@pytest.mark.parametrize(
    ("number", "part"), [(7, "[1]"), (0, "['a key']"), (0, "[10]"), (0, ".x; or so"), (0, "")]
)
def test_nothing_is_said_of_what_the_lab_cannot_have_asked_for(number: int, part: str) -> None:
    assert hint_for_missing_part(MissingPart(number, part, "dict"), CALLS) == ""
