"""``{{ formula }}`` and ``{{ formula:.3f }}`` in an author's texts."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import numpy as np

from quizzes.formulas.expressions import FormulaError, evaluate, parse

# A placeholder ends before the next one begins: many that are never closed cost no more than one.
_PLACEHOLDER = re.compile(r"\{\{((?:(?!\}\}|\{\{).)+)\}\}", re.DOTALL)
_FORMAT = re.compile(r"(?P<formula>.+):\s*(?P<format>[+,]?(?:\.\d{1,2})?[efgd]|tex)\s*", re.DOTALL)


def fill_placeholders(text: str, names: Mapping[str, Any]) -> Any:
    """The text with its formulas' values; a text that is one formula becomes the value itself.

    Raises `FormulaError`.
    """
    whole = _PLACEHOLDER.fullmatch(text.strip())
    if whole and not _FORMAT.fullmatch(whole[1]):
        return to_plain(evaluate(parse(whole[1]), names))
    return _PLACEHOLDER.sub(lambda match: _format_formula(match[1], names), text)


def _format_formula(formula: str, names: Mapping[str, Any]) -> str:
    match = _FORMAT.fullmatch(formula)
    value = evaluate(parse(match["formula"] if match else formula), names)
    return format_value(value, match["format"] if match else "")


def to_plain(value: Any) -> Any:
    """The value as Python's own numbers and lists. Raises `FormulaError` for anything else."""
    if isinstance(value, np.ndarray):
        return value.tolist()
    if isinstance(value, np.generic):
        return value.item()
    if isinstance(value, (list, tuple)):
        return [to_plain(entry) for entry in value]
    if value is None or isinstance(value, (bool, int, float, str)):
        return value
    raise FormulaError(f"the value is {type(value).__name__}, not a number, text or list")


def format_value(value: Any, format_spec: str = "") -> str:
    """A value as text: six significant digits, or by ``format_spec``; lists in brackets."""
    value = to_plain(value)
    if format_spec == "tex":
        return _tex(value)
    if isinstance(value, list):
        return "[" + ", ".join(format_value(entry, format_spec) for entry in value) + "]"
    if isinstance(value, (bool, str)):
        return str(value)
    if format_spec:
        return format(int(value) if format_spec.endswith("d") else value, format_spec)
    return str(value) if isinstance(value, int) else _shortest(value)


def _shortest(value: float) -> str:
    """`0.3`, `2`, `1e-07`, and `5000000` rather than `5e+06`."""
    if value == int(value or 0) and abs(value) < 1e15:
        return str(int(value))
    return f"{value:.6g}"


def _tex(value: Any) -> str:
    """A matrix or vector for maths; numbers as they are."""
    if not isinstance(value, list):
        return format_value(value)
    rows = value if value and isinstance(value[0], list) else [[entry] for entry in value]
    body = r" \\ ".join(" & ".join(format_value(entry) for entry in row) for row in rows)
    return rf"\begin{{pmatrix}} {body} \end{{pmatrix}}"
