"""``{{ formula }}`` and ``{{ formula:.3f }}`` in an author's texts."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import numpy as np

from quizzes.formulas.expressions import NotAFormula, evaluate, parse

# A mark ends before the next one begins: many that are never closed cost no more than one.
MARK = re.compile(r"\{\{((?:(?!\}\}|\{\{).)+)\}\}", re.DOTALL)
_FORMAT = re.compile(r"(?P<formula>.+):\s*(?P<format>[+,]?(?:\.\d{1,2})?[efgd]|tex)\s*", re.DOTALL)


def filled(text: str, names: Mapping[str, Any]) -> Any:
    """The text with its formulas' values; a text that is one formula becomes the value itself."""
    whole = MARK.fullmatch(text.strip())
    if whole and not _FORMAT.fullmatch(whole[1]):
        return plain(evaluate(parse(whole[1]), names))
    return MARK.sub(lambda match: _written(match[1], names), text)


def _written(formula: str, names: Mapping[str, Any]) -> str:
    match = _FORMAT.fullmatch(formula)
    value = evaluate(parse(match["formula"] if match else formula), names)
    return shown(value, match["format"] if match else "")


def plain(value: Any) -> Any:
    """Python's own numbers and lists."""
    if isinstance(value, np.ndarray):
        return value.tolist()
    if isinstance(value, np.generic):
        return value.item()
    if isinstance(value, (list, tuple)):
        return [plain(entry) for entry in value]
    if value is None or isinstance(value, (bool, int, float, str)):
        return value
    raise NotAFormula(f"the value is {type(value).__name__}, not a number, text or list")


def shown(value: Any, form: str = "") -> str:
    """A value as text: six significant digits unless ``form`` says another; lists in brackets."""
    value = plain(value)
    if form == "tex":
        return _tex(value)
    if isinstance(value, list):
        return "[" + ", ".join(shown(entry, form) for entry in value) + "]"
    if isinstance(value, (bool, str)):
        return str(value)
    if form:
        return format(int(value) if form.endswith("d") else value, form)
    return str(value) if isinstance(value, int) else _short(value)


def _short(value: float) -> str:
    """`0.3`, `2`, `1e-07`, and `5000000` rather than `5e+06`."""
    if value == int(value or 0) and abs(value) < 1e15:
        return str(int(value))
    return f"{value:.6g}"


def _tex(value: Any) -> str:
    """A matrix or vector for maths; numbers as they are."""
    if not isinstance(value, list):
        return shown(value)
    rows = value if value and isinstance(value[0], list) else [[entry] for entry in value]
    body = r" \\ ".join(" & ".join(shown(entry) for entry in row) for row in rows)
    return rf"\begin{{pmatrix}} {body} \end{{pmatrix}}"
