"""Exceptions of arithmetic."""

from __future__ import annotations

import ast
import re

from grader.feedback.hints.exceptions.context import Raised, Rule, calls_of, said
from grader.messages import message


def division(raised: Raised) -> str:
    """Python's numbers raise where arrays give inf or NaN."""
    if "negative power" in raised.says:
        return message("Zero is raised to a negative power: treat this input apart.")
    return message(
        "A Python number is divided by zero: treat this input apart, or rearrange the formula so "
        "that nothing is divided by it."
    )


def overflow(raised: Raised) -> str:
    """``math.exp(1000)``, ``10.0 ** 400``."""
    if "float infinity" in raised.says:
        return message("Infinity has no whole number: treat it before the conversion to int.")
    power = any(isinstance(node, ast.Pow) for node in raised.nodes)
    if power and not raised.says.startswith("math"):
        return message("The power is larger than a float can hold: rearrange the formula.")
    if calls_of(raised, "exp", "expm1"):
        return message(
            "exp of a large number is more than a float can hold, 709 is about the limit: "
            "rearrange the formula so that only exp of something negative is taken."
        )
    return message("The result is more than a float can hold, about 1.8e308: rearrange it.")


def floating_point(raised: Raised) -> str:
    """Warnings that ``np.errstate(all="raise")``, or the lab, makes errors of."""
    found = re.match(r"(overflow|divide by zero|invalid value|underflow) encountered", raised.says)
    what = found[1] if found else "an error"
    if raised.lab is not None and not raised.lab.limits.warnings and what != "underflow":
        return message(
            "NumPy warns of {what} here, and this lab asks for no warning: rearrange the formula, "
            "or compute it only for the entries that it is meant for; np.where computes both "
            "sides.",
            what=what,
        )
    return message(
        "np.errstate or np.seterr turns warnings into exceptions, and here it met {what}: "
        "rearrange the formula, or leave that setting out.",
        what=what,
    )


_LINEAR = (
    said(
        r"Singular matrix",
        message(
            "The matrix has no inverse: add a multiple of the identity, or use {np}.linalg.lstsq."
        ),
    ),
    said(
        r"Last 2 dimensions .* must be square",
        message("This needs a square matrix: check the shape, and where X.T @ X is meant."),
    ),
    said(
        r"Matrix is not positive definite",
        message("Cholesky's method needs a positive definite matrix: check signs and symmetry."),
    ),
    said(
        r"\d+-dimensional array given",
        message("This needs a matrix, an array with two axes: check the shape."),
    ),
)

RULES: dict[str, tuple[Rule, ...]] = {
    "ZeroDivisionError": (division,),
    "OverflowError": (overflow,),
    "FloatingPointError": (floating_point,),
    "LinAlgError": _LINEAR,
}
