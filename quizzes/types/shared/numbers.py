"""How near a number must be, and how numbers are written."""

from __future__ import annotations

import math
from dataclasses import dataclass

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from grader.files.yaml_nodes import Node
from quizzes.contract.decimal_marks import localized

_KEYS = ("absolute", "relative", "significant", "decimals", "exact")
LARGEST, SMALLEST = 1e12, 1e-12


@dataclass(frozen=True)
class Tolerance:
    """A rule and its figure. ``relative`` alone still forgives 1e-8 around a zero answer.

    absolute: |x - a| <= figure.  relative: |x - a| <= figure |a| + 1e-8.
    significant: n digits, |x - a| < 0.51 10^(1 - n + floor(log10 |a|)).
    decimals: n places, |x - a| < 0.51 10^-n.  exact: equal up to rounding of the last bits.
    The rules for digits are PrairieLearn's.
    """

    rule: str = "relative"
    figure: float = 0.01

    def allows(self, given: float, answer: float) -> bool:
        """Whether the given number is near enough to the answer."""
        return abs(given - answer) <= self.width(answer)

    def width(self, answer: float) -> float:
        """The largest distance from ``answer`` that is still right."""
        if self.rule == "absolute":
            return self.figure * (1 + 1e-9)
        if self.rule == "relative":
            return self.figure * abs(answer) + 1e-8
        if self.rule == "exact":
            return 1e-9 * max(1.0, abs(answer))
        places = self.figure
        if self.rule == "significant":
            places -= 1 + (math.floor(math.log10(abs(answer))) if answer else 0)
        return math.nextafter(0.51 * 10.0**-places, 0)

    def words(self) -> str:
        """What the person must know to give enough digits: `within 0.01`."""
        return str(_WORDS[self.rule]) % self._figures()

    def instructions(self, several: bool = False) -> str:
        """The sentence beside a box for a number, or beside ``several`` boxes."""
        sentence = str((_FOR_SEVERAL if several else _FOR_ONE)[self.rule]) % self._figures()
        fractions = gettext("Fractions such as 1/3 are accepted.")
        return f"{sentence} {fractions}"

    def _figures(self) -> dict[str, str]:
        figure, percent = localized(f"{self.figure:g}"), localized(f"{100 * self.figure:g}")
        return {"figure": figure, "percent": gettext("%(number)s%%") % {"number": percent}}


_WORDS = {
    "absolute": _("within %(figure)s"),
    "relative": _("within %(percent)s"),
    "significant": _("to %(figure)s significant digits"),
    "decimals": _("to %(figure)s decimal places"),
    "exact": _("exact"),
}
_FOR_ONE = {
    "absolute": _("Enter a number within %(figure)s of the correct value."),
    "relative": _("Enter a number within %(percent)s of the correct value."),
    "significant": _("Enter a number that is correct to %(figure)s significant digits."),
    "decimals": _("Enter a number that is correct to %(figure)s decimal places."),
    "exact": _("Enter the exact number."),
}
_FOR_SEVERAL = {
    "absolute": _("Enter numbers within %(figure)s of the correct values."),
    "relative": _("Enter numbers within %(percent)s of the correct values."),
    "significant": _("Enter numbers that are correct to %(figure)s significant digits."),
    "decimals": _("Enter numbers that are correct to %(figure)s decimal places."),
    "exact": _("Enter the exact numbers."),
}


def parse_tolerance(node: Node) -> Tolerance:
    """``tolerance: {absolute: 5e-4}``; ``exact`` as a word; 1 % relative if left out."""
    entry = node.get("tolerance")
    if entry is None:
        return Tolerance()
    if entry.value == "exact":
        return Tolerance("exact", 0.0)
    if not entry.is_mapping() or len(entry.value) != 1:
        entry.fault(f"tolerance must be exact, or one of {', '.join(_KEYS[:-1])} with its figure")
        return Tolerance()
    entry.only(_KEYS[:-1])
    rule, figure = next(iter(entry.value.items()))
    value = figure.as_number("the tolerance's figure")
    whole = rule in ("significant", "decimals")
    if rule in _KEYS and (value < 0 or (whole and (value != int(value) or value > 15))):
        figure.fault(f"the tolerance {rule}: {value:g} makes no sense")
    return Tolerance(rule, float(value)) if rule in _KEYS else Tolerance()


def is_typeable(value: float) -> bool:
    """Neither so large nor so small that nobody would type it."""
    return value == 0 or SMALLEST <= abs(value) <= LARGEST


def format_exact(value: float) -> str:
    """A number as text that reads back equal; whole ones without a point."""
    return str(int(value)) if value == int(value) and abs(value) < 1e15 else repr(float(value))


def format_short(value: float) -> str:
    """A number to show: six significant digits."""
    return str(int(value)) if value == int(value) and abs(value) < 1e15 else f"{value:.6g}"
