"""Steps, loops, checks and special cases."""

from __future__ import annotations

import pytest

from grader.mutations import Audience
from grader.mutations.operators import statements
from tests.grader.mutations.operators.cases import made


@pytest.mark.parametrize(
    ("code", "words", "changed"),
    [
        ("x += y", "a value is set that should be added or subtracted", "x = y"),
        ("x -= y", "a value is set that should be added or subtracted", "x = -y"),
        ("x += y", "a value is set to 0 that should be changed", "x = 0"),
        ("x += y", "one side of a sum is left out", "pass"),
        ("x /= y", "one side of a quotient is left out", "pass"),
        ("x ^= y", "one step is left out", "pass"),
        ("np.exp(x, out=x)", "one step is left out", "pass"),
        ("x[y] += z", "a change that is meant for some entries is made in all", "x += z"),
        ("for k in x:\n    pass", "a loop begins one too late",
         "for k in list(x)[1:]:\n    pass"),
        ("for k in x:\n    pass", "a loop ends one too early",
         "for k in list(x)[:-1]:\n    pass"),
        ("if x.size == 0:\n    return 0", "a special case is left out", "pass"),
    ],
)  # fmt: skip
def test_student_is_told_the_step(code: str, words: str, changed: str) -> None:
    assert made(code, Audience.STUDENT, statements.OPERATORS)[changed] == words


@pytest.mark.parametrize("audience", [Audience.AUTHOR, Audience.REFERENCE])
def test_checks_of_inputs_are_left_out(audience: Audience) -> None:
    check = "if x < 0:\n    raise ValueError('x')"
    assert made(check, audience, statements.OPERATORS) == {
        "pass": "a check of the inputs is left out"
    }
    assert made(check, Audience.STUDENT, statements.OPERATORS) == {}


@pytest.mark.parametrize(
    "code",
    [
        "if x == 'l1':\n    return y",
        "if x:\n    return 1\nelse:\n    return 2",
        "if x:\n    y = 1\n    z = 2",
        "'a text'",
    ],
)
def test_a_choice_is_no_special_case(code: str) -> None:
    assert "pass" not in made(code, Audience.ALL, statements.OPERATORS)


def test_reference_gets_the_ends_of_loops_and_exceptions() -> None:
    code = "for k in x:\n    if k:\n        break\n    continue"
    found = made(code, Audience.REFERENCE, statements.OPERATORS)
    assert any(text.startswith("for k in []") for text in found)
    assert "a loop goes on where it has to end" in found.values()
    assert "a loop ends where it has to go on" in found.values()
    caught = made("try:\n    x()\nexcept OSError:\n    pass", Audience.REFERENCE)
    assert "try:\n    x()\nexcept ():\n    pass" in caught
