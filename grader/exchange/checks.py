"""Cases of a lab as lines of Python that check an answer, with `lab_checks`."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from grader.exchange.errors import CannotExchange
from grader.lab import Case, Lab
from grader.lab.expected_answers import expected_answer
from grader.lab.visible_cases import portable_case
from grader.values.python_text import MOST_CHARS, value_text

HELPER = Path(__file__).with_name("lab_checks.py")
_LONG = 4 * MOST_CHARS
_WIDTH = 88


@dataclass(frozen=True)
class CheckedCase:
    """A case, and what checks it: arguments of ``expects(...)`` and of ``.of(function, ...)``.

    ``why`` says why it has none, if it has none.
    """

    name: str
    hint: str
    function: str
    weight: float
    expectation: str = ""
    arguments: str = ""
    why: str = ""

    def line(self, function: str) -> str:
        """The check, of what ``function`` evaluates to."""
        comma = ", " if self.arguments else ""
        text = f"expects({self.expectation}).of({function}{comma}{self.arguments})"
        if len(text) <= _WIDTH:
            return text
        return f"expects(\n    {self.expectation}\n).of(\n    {function}{comma}{self.arguments}\n)"


def helper_source() -> str:
    """What defines ``expects`` and ``value``."""
    return HELPER.read_text("utf-8")


def checked_cases(lab: Lab, cases: Iterable[Case]) -> list[CheckedCase]:
    """In order. Raises: CannotExchange: the lab is not judged by calls."""
    if lab.format != "code":
        raise CannotExchange(
            f"{lab.slug} has the format {lab.format}; only labs of functions (format: code) can be "
            "exported."
        )
    return [_checked(lab, case) for case in cases]


def _checked(lab: Lab, case: Case) -> CheckedCase:
    found = portable_case(lab, case)
    facts = (case.name, str(case.hint), case.inputs.function, case.weight)
    if not found["local"]:
        return CheckedCase(*facts, why=str(found["why"]))
    call = case.inputs
    arguments = [_text(each, found["args"][n]) for n, each in enumerate(call.args)]
    arguments += [f"{k}={_text(each, found['kwargs'][k])}" for k, each in call.kwargs.items()]
    return CheckedCase(*facts, _expectation(lab, case, found), ", ".join(arguments))


def _expectation(lab: Lab, case: Case, found: dict[str, Any]) -> str:
    if found["raises"]:
        return f"raises={found['raises']!r}"
    answer = expected_answer(lab.reference, case.inputs.fresh()).value
    plain = np.ascontiguousarray(answer) if isinstance(answer, np.ndarray) else answer
    expected = _text(plain, found["expected"])
    return f"{expected}, rtol={found['rtol']!r}, atol={found['atol']!r}"


def _text(value: Any, encoded: Any) -> str:
    """A literal where it is short and exact, else a call that decodes JSON."""
    try:
        text = value_text(value)
    except TypeError:
        text = ""
    if text and len(text) <= _LONG:
        return text
    return f"value({json.dumps(encoded)!r})"
