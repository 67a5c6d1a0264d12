"""Arguments: axis, keepdims, dtype and the like, and which name is given."""

from __future__ import annotations

import pytest

from grader.mutations import Audience
from grader.mutations.operators import arguments
from tests.grader.mutations.operators.cases import made

OTHER = "a sum, mean or maximum runs over the other axis"
WHOLE = "a sum, mean or maximum runs over the whole array"


@pytest.mark.parametrize(("axis", "other"), [("1", "0"), ("-1", "0"), ("0", "1")])
def test_axis_becomes_the_other_or_none(axis: str, other: str) -> None:
    assert made(f"v.sum(axis={axis})", Audience.STUDENT, arguments.OPERATORS) == {
        f"v.sum(axis={other})": OTHER,
        "v.sum(axis=None)": WHOLE,
    }


def test_an_axis_that_is_an_argument_becomes_none() -> None:
    found = made("x.sum(axis=axis)", Audience.REFERENCE, arguments.OPERATORS)
    assert found == {"x.sum(axis=None)": WHOLE}


@pytest.mark.parametrize(
    ("code", "changed"),
    [
        ("x.sum(axis=2, keepdims=True)", "x.sum(axis=2)"),
        ("np.sum(x, dtype=np.float64)", "np.sum(x)"),
        ("np.sum(x, dtype=np.float64)", "np.sum(x, dtype='float32')"),
        ("np.sum(x, dtype=np.float64)", "np.sum(x, dtype=np.float32)"),
        ("np.zeros(3, np.int64)", "np.zeros(3, np.int16)"),
        ("x.max(initial=0)", "x.max()"),
        ("x.sum(axis=0)", "x.sum(axis=-1)"),
        ("np.searchsorted(x, y, side='right')", "np.searchsorted(x, y, side='left')"),
        ("np.argsort(x, kind='stable')", "np.argsort(x)"),
        ("np.linalg.lstsq(x, y, rcond=1e-15)", "np.linalg.lstsq(x, y, rcond=1e-10)"),
        ("f(x, y, 1)", "f(y, x, 1)"),
    ],
)
@pytest.mark.parametrize("audience", [Audience.AUTHOR, Audience.REFERENCE])
def test_author_gets_what_numpy_code_forgets(code: str, changed: str, audience: Audience) -> None:
    assert changed in made(code, audience)


def test_student_is_told_of_keepdims_and_swapped_arguments() -> None:
    found = made("f(x.sum(keepdims=True), y, z)", Audience.STUDENT, arguments.OPERATORS)
    assert found["f(x.sum(), y, z)"] == "keepdims=True is left out"
    assert found["f(x.sum(keepdims=True), z, y)"] == "two arguments of f are swapped"


@pytest.mark.parametrize("code", ["np.maximum(x, y)", "f(x, x)", "f(x, 1)", "isinstance(x, y)"])
def test_arguments_that_may_change_places_stay(code: str) -> None:
    assert not any("swapped" in words for words in made(code, Audience.ALL).values())


def test_another_parameter_is_used_instead_of_one() -> None:
    assert made("x", Audience.STUDENT, arguments.OPERATORS) == {
        "y": "y is used instead of x",
        "z": "z is used instead of x",
    }
    assert made("helper", Audience.STUDENT) == {}
