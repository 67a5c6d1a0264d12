"""Expressions of response processing that depend on their operands alone.

A value is ``None`` (the specification's NULL) or a tuple of strings; numbers and truth values are
written as strings in it. Source: QTI 2.1 Assessment Test, Section and Item Information Model,
chapter 15.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable
from typing import NoReturn
from xml.etree.ElementTree import Element

Value = tuple[str, ...] | None


class UnsupportedProcessing(Exception):
    """Carries the name of an expression or rule that is not run here."""


def unsupported(what: str) -> NoReturn:
    """Gives up, with the name of what is not run here."""
    raise UnsupportedProcessing(what[:60])


def number(text: str | None, default: float = 0.0) -> float:
    """A finite number of an attribute, or the default."""
    try:
        value = float(text or "")
    except ValueError:
        return default
    return value if math.isfinite(value) else default


def numbers_of(value: tuple[str, ...]) -> list[float]:
    """Each string as a number, 0 for what is none."""
    return [number(each) for each in value]


def _equal(element: Element, operands: list[tuple[str, ...]]) -> bool:
    a, b = (numbers_of(operand)[0] for operand in operands[:2])
    if element.get("toleranceMode", "exact") == "exact":
        return a == b
    below, above = tolerances(element)
    if element.get("toleranceMode") == "relative":
        below, above = abs(a) * below / 100, abs(a) * above / 100
    return a - below <= b <= a + above


def tolerances(element: Element) -> tuple[float, float]:
    """How far below and above the expected number an ``equal`` accepts."""
    parts = numbers_of(tuple((element.get("tolerance") or "0").split())) or [0.0]
    return abs(parts[0]), abs(parts[-1])


def _equal_rounded(element: Element, operands: list[tuple[str, ...]]) -> bool:
    figures = int(number(element.get("figures"), 3))
    a, b = (numbers_of(operand)[0] for operand in operands[:2])
    if element.get("roundingMode", "significantFigures") == "decimalPlaces":
        return round(a, figures) == round(b, figures)
    return f"{a:.{max(figures, 1)}g}" == f"{b:.{max(figures, 1)}g}"


def _string_match(element: Element, operands: list[tuple[str, ...]]) -> bool:
    a, b = operands[0][0], operands[1][0]
    if element.get("caseSensitive", "true") == "false":
        a, b = a.casefold(), b.casefold()
    return b in a if element.get("substring") == "true" else a == b


def _pattern_match(element: Element, operands: list[tuple[str, ...]]) -> bool:
    pattern = element.get("pattern", "")
    if len(pattern) > 200 or re.search(r"\)[+*{?]|\\[1-9]", pattern):
        unsupported("patternMatch with a repeated group")  # may take exponential time
    try:
        return re.fullmatch(pattern, operands[0][0][:200]) is not None
    except re.error:
        unsupported("patternMatch")


def _compare(holds: Callable[[float, float], bool]) -> Callable[..., bool]:
    return lambda _, operands: holds(numbers_of(operands[0])[0], numbers_of(operands[1])[0])


def _product(values: list[float]) -> float:
    return math.prod(values)


def _quotient(values: list[float]) -> float:
    return values[0] / values[1] if len(values) == 2 and values[1] else unsupported("divide")


TESTS: dict[str, Callable[[Element, list[tuple[str, ...]]], bool]] = {
    "equal": _equal,
    "equalRounded": _equal_rounded,
    "stringMatch": _string_match,
    "patternMatch": _pattern_match,
    "substring": lambda element, operands: _substring(element, operands),
    "gt": _compare(lambda a, b: a > b),
    "gte": _compare(lambda a, b: a >= b),
    "lt": _compare(lambda a, b: a < b),
    "lte": _compare(lambda a, b: a <= b),
    "member": lambda _, operands: operands[0][0] in operands[1],
    "contains": lambda _, operands: not Counter(operands[1]) - Counter(operands[0]),
}
SUMS: dict[str, Callable[[list[float]], float]] = {
    "sum": math.fsum,
    "product": _product,
    "subtract": lambda values: values[0] - math.fsum(values[1:]),
    "divide": _quotient,
    "max": max,
    "min": min,
    "round": lambda values: math.floor(values[0] + 0.5),
    "truncate": lambda values: math.trunc(values[0]),
    "integerToFloat": lambda values: values[0],
}


def _substring(element: Element, operands: list[tuple[str, ...]]) -> bool:
    a, b = operands[0][0], operands[1][0]
    if element.get("caseSensitive", "true") == "false":
        a, b = a.casefold(), b.casefold()
    return a in b


def _container(_: Element, operands: list[Value]) -> Value:
    return tuple(each for operand in operands if operand for each in operand) or None


def _index(element: Element, operands: list[Value]) -> Value:
    place = int(number(element.get("n"), 1)) - 1
    values = operands[0] if operands else None
    return (values[place],) if values and 0 <= place < len(values) else None


CONTAINERS: dict[str, Callable[[Element, list[Value]], Value]] = {
    "multiple": _container,
    "ordered": _container,
    "index": _index,
    "containerSize": lambda _, operands: (str(len(operands[0] or ()) if operands else 0),),
}
