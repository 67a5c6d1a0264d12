"""Parameters that are single numbers or words: the forms they may have, and their extremes."""

from __future__ import annotations

import inspect
import math
from collections.abc import Iterator
from typing import Any

import numpy as np

from tests.grader.reference.sweep.declarations import Fixed
from tests.grader.reference.sweep.subjects import Subject

FORMS = (np.float16, np.float32, np.float64, np.longdouble, lambda v: np.array(v))
WHOLE_FORMS = (np.int8, np.uint8, np.int64, np.uint64)
EXTREMES = (0.0, -0.0, -1.0, 5e-324, 1e-30, 1e30, 1.7e308, math.inf, -math.inf, math.nan, 10**400)
WHOLE_EXTREMES = (-1, 0, 1, True, 2.0, math.nan, None, "2")
WORDS = ("nonsense", "", 1, None)

Passed = dict[str, Any]


def parameters(subject: Subject, kind: str) -> Iterator[tuple[str, Any]]:
    """Parameters annotated as `kind`, with an ordinary value: what is passed, or the default."""
    for name, parameter in inspect.signature(subject.call).parameters.items():
        if str(parameter.annotation).removesuffix(" | None") != kind:
            continue
        declared = subject.parameters.get(name)
        if isinstance(declared, Fixed):
            yield name, declared.get()
        elif declared is None and parameter.default is not parameter.empty:
            yield name, parameter.default


def same_number(subject: Subject) -> Iterator[tuple[str, Passed, Passed]]:
    """A label, the number in another form, and as Python's own: the answers must be the same."""
    for kind, forms, python in (("float", FORMS, float), ("int", WHOLE_FORMS, int)):
        for name, ordinary in parameters(subject, kind):
            if ordinary is None:
                continue
            # A number that float16 and int8 hold exactly, so that all forms are of the same number.
            number = python(np.float16(min(ordinary, 100)))
            for form in forms:
                if number < 0 and form in WHOLE_FORMS:
                    continue
                value = form(number)
                yield f"{name}={type(value).__name__}", {name: value}, {name: number}


def any_number(subject: Subject) -> Iterator[tuple[str, Passed]]:
    """A label and an extreme number, or what is none: a value, or a refusal with a sentence."""
    for kind, extremes in (("float", EXTREMES), ("int", WHOLE_EXTREMES), ("str", WORDS)):
        for name, _ in parameters(subject, kind):
            for value in extremes:
                text = "1e400" if value == 10**400 else repr(value)
                yield f"{name}={text}", {name: value}
