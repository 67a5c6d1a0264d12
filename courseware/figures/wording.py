"""Texts with placeholders: `{{ auc:.3f }}` is filled with a computed number.

So a caption cannot print what was not computed. The scripts fill the same texts
(`frontend/src/figures/kit/wording.ts`), and both round alike.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

PLACEHOLDER = re.compile(r"\{\{\s*(?P<name>[a-z][a-z0-9_]*)(?::(?P<format>[^}\s]+))?\s*\}\}")
FORMAT = re.compile(r"(?P<comma>,?)(?:\.(?P<digits>\d))?(?P<kind>[df%])")
_LITERAL = re.compile(r"(?<![A-Za-z0-9_^.])\d+(?:\.\d+)?")
MINUS = "\N{MINUS SIGN}"

Value = float | int | str


@dataclass(frozen=True)
class Placeholder:
    name: str
    format: str


def placeholders(template: str) -> Iterator[Placeholder]:
    for match in PLACEHOLDER.finditer(template):
        yield Placeholder(match["name"], match["format"] or "")


def fill(template: str, values: Mapping[str, Value]) -> str:
    """The text with every placeholder filled. Raises: KeyError, with the name that is missing."""
    return PLACEHOLDER.sub(lambda match: worded(values[match["name"]], match["format"]), template)


def worded(value: Value, form: str | None) -> str:
    """A value as a text prints it: words as they are, whole numbers without a format too."""
    if isinstance(value, str):
        return value
    return formatted(value, form or ("d" if float(value).is_integer() else ".3f"))


def formatted(number: float, form: str) -> str:
    """A number by `d`, `.2f`, `.1%` or `,d`, halves away from zero. Raises: ValueError."""
    match = FORMAT.fullmatch(form)
    if match is None:
        raise ValueError(f'the format "{form}" is none of d, ,d, .2f and .1%')
    digits = int(match["digits"] or 0)
    value = Decimal(number) * (100 if match["kind"] == "%" else 1)
    value = value.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)
    if value.is_zero():
        value = abs(value)
    text = f"{value:{match['comma']}f}".replace("-", MINUS)
    return f"{text}%" if match["kind"] == "%" else text


def literal_numbers(template: str) -> list[str]:
    """Numbers written in a text instead of computed; those in names do not count."""
    return _LITERAL.findall(PLACEHOLDER.sub(" ", template))
