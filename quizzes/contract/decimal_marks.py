"""Numbers as they are typed where the language of the page has a decimal comma.

Answers are stored in one notation, that of `readings`, and so mean the same later, whoever looks
at them or grades them again. In it ``1,500`` alone is unclear and ``1.500`` is one and a half. On
a page with decimal commas it is the other way round, so there the marks of such numbers are
exchanged when they are read from the page, and again when they are shown. All other numbers mean
the same in both: ``0,75``, ``1.234,5``, ``1.234.567``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from django.utils.formats import get_format

Fields = Mapping[str, list[str]]
# A group of three digits after the only mark: thousands or decimals.
_UNCLEAR = re.compile(r"(?<![\d.,'])([1-9]\d{0,2})([.,])(\d{3})(?![\d.,'])")
_OTHER = {",": ".", ".": ","}
_COMMA = re.compile(r"(?<![\w.,])(\d+),(\d+)(?![\w.,])")
_CALL = re.compile(r"\w\s*$")


def exchanged(text: str) -> str:
    """A text of the page in the notation that is stored, or the other way round."""
    if get_format("DECIMAL_SEPARATOR") != ",":
        return text
    return _UNCLEAR.sub(lambda match: f"{match[1]}{_OTHER[match[2]]}{match[3]}", text)


def exchanged_fields(fields: Fields) -> dict[str, list[str]]:
    return {part: [exchanged(value) for value in values] for part, values in fields.items()}


def localized(number: str) -> str:
    """A number that this site has written, with the decimal mark of the page."""
    return number.replace(".", get_format("DECIMAL_SEPARATOR"))


def formula_with_points(formula: str) -> str:
    """A formula of the page with decimal points.

    A comma between two digits is decimal, but for calls: there it separates arguments, unless
    they are separated by semicolons.
    """
    if get_format("DECIMAL_SEPARATOR") != ",":
        return formula
    pieces: list[str] = []
    calls: list[bool] = []
    start = 0
    for place, character in enumerate(formula):
        if character not in "()":
            continue
        pieces.append(_with_points(formula[start:place], calls, formula))
        start = place
        if character == "(":
            calls.append(bool(_CALL.search(formula[:place])))
        elif calls:
            calls.pop()
    pieces.append(_with_points(formula[start:], calls, formula))
    return "".join(pieces).replace(";", ",")


def _with_points(piece: str, calls: list[bool], formula: str) -> str:
    if calls and calls[-1] and ";" not in formula:
        return piece
    return _COMMA.sub(r"\1.\2", piece)
