"""What a trained model has reached, beside all that it is to be compared with. Pure.

Each measure becomes a table, best value first, with the place of each value on a common scale. Of
earlier graded submissions the best value of the measure is among them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from courseware.ui import formatting
from courseware.ui.grader_messages import text_of

WIDTH, MARGIN = 200.0, 8.0
"""Of the drawing of a scale, and what is left free at both of its ends."""
MOST_DIGITS = 6
_DEFINES = ("name", "full_at", "zero_at", "baseline", "reference")


@dataclass(frozen=True)
class Mark:
    """A row of the table. ``at`` is the place on the scale, ``None`` where there is no value."""

    kind: str  # reference, full, best, own, zero, baseline
    label: str
    value: str
    credit: float
    at: float | None


@dataclass(frozen=True)
class MeasureReached:
    """One measure in words and as rows; ``compared`` is empty without an earlier value."""

    name: str
    sentence: str
    compared: str
    marks: tuple[Mark, ...]


@dataclass(frozen=True)
class Reached:
    """All measures, and what the training took."""

    public: bool
    measures: tuple[MeasureReached, ...]
    time: str


def reached(result: dict[str, Any], earlier: Iterable[Any]) -> Reached:
    """What the page shows of a report's ``result``.

    Args:
        result: of the submission that is shown.
        earlier: the ``measures`` of each of the person's earlier graded submissions.
    """
    known = list(earlier)
    is_public = bool(result.get("public"))
    measures = tuple(
        _measure(measure, _best(measure, known), is_public) for measure in result["measures"]
    )
    return Reached(is_public, measures, text_of(result, "time"))


def _best(measure: dict[str, Any], earlier: Iterable[Any]) -> dict[str, Any] | None:
    """The best earlier result of the same measure, in the direction in which it is good."""
    same = [past for measures in earlier for past in _same(measure, measures)]
    return max(same, key=lambda past: _sign(measure) * past["value"], default=None)


def _same(measure: dict[str, Any], measures: Any) -> Iterator[dict[str, Any]]:
    """Values of a measure that meant something else, before the lab changed, are left out."""
    for past in measures if isinstance(measures, list) else ():
        is_same = isinstance(past, dict) and all(past.get(key) == measure[key] for key in _DEFINES)
        if is_same and isinstance(past.get("value"), (int, float)):
            yield past


def _sign(measure: dict[str, Any]) -> float:
    return 1.0 if measure["full_at"] > measure["zero_at"] else -1.0


def _measure(
    measure: dict[str, Any], best: dict[str, Any] | None, is_public: bool
) -> MeasureReached:
    digits = _digits(measure, best)
    own_label = _("This run, on public data") if is_public else _("This submission")
    values: list[tuple[str, str, float | None, float]] = [
        ("reference", _("Reference"), measure["reference"], 1.0),
        ("full", _("Full points"), measure["full_at"], 1.0),
        ("own", own_label, measure["value"], measure["credit"]),
        ("zero", _("No points"), measure["zero_at"], 0.0),
        ("baseline", _("Baseline"), measure["baseline"], 0.0),
    ]
    if best is not None:
        label = _("Your best so far")
        values.insert(3, ("best", label, best["value"], float(best.get("credit") or 0.0)))
    marks = [
        Mark(
            kind,
            label,
            "–" if value is None else formatting.decimals(value, digits),
            credit,
            None if value is None else _place(measure, value),
        )
        for kind, label, value, credit in sorted(values, key=lambda row: _order(measure, row[2]))
    ]
    return MeasureReached(
        measure["name"],
        text_of(measure, "sentence"),
        _compared(measure, best, digits, is_public),
        tuple(marks),
    )


def _order(measure: dict[str, Any], value: float | None) -> tuple[bool, float]:
    return value is None, 0.0 if value is None else -_sign(measure) * value


def _place(measure: dict[str, Any], value: float) -> float:
    """Better is farther right; values beyond baseline and reference are clamped."""
    worst, best = measure["baseline"], measure["reference"]
    share = min(max((value - worst) / (best - worst), 0.0), 1.0)
    return round(MARGIN + share * (WIDTH - 2 * MARGIN), 1)


def _digits(measure: dict[str, Any], best: dict[str, Any] | None) -> int:
    """Decimals that are shown, more where two different values would look alike."""
    digits, value = int(measure["digits"]), measure["value"]
    if best is None or value is None or value == best["value"]:
        return digits
    while digits < MOST_DIGITS and f"{value:.{digits}f}" == f"{best['value']:.{digits}f}":
        digits += 1
    return digits


def _compared(
    measure: dict[str, Any], best: dict[str, Any] | None, digits: int, is_public: bool
) -> str:
    """The value beside the person's best before it, as a sentence."""
    if best is None:
        return ""
    shown, value = {"best": formatting.decimals(best["value"], digits)}, measure["value"]
    if is_public:
        return _("Your best graded result so far is %(best)s.") % shown
    if value is None or _sign(measure) * (value - best["value"]) < 0:
        return _("Your best so far is %(best)s.") % shown
    if value == best["value"]:
        return _("That equals your best so far.")
    return _("That is better than your best so far, %(best)s.") % shown
