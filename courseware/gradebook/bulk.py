"""Changes of many scores of one item: what each becomes. Pure.

The preview and the change itself compute with the same function.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from courseware.gradebook.models import ChangeKind, Score


class Action(StrEnum):
    """What is done. Those of ``OF_SCORES`` change scores that are there and leave out the rest."""

    OVERRIDE = "override"
    CLEAR = "clear"
    EXCUSE = "excuse"
    INCLUDE = "include"
    ADD = "add"
    SCALE = "scale"
    CAP = "cap"
    RAISE = "raise"


OF_SCORES = (Action.ADD, Action.SCALE, Action.CAP, Action.RAISE)
WITH_VALUE = (Action.OVERRIDE, *OF_SCORES)
KINDS = {
    Action.OVERRIDE: ChangeKind.OVERRIDE,
    Action.CLEAR: ChangeKind.OVERRIDE_REMOVED,
    Action.EXCUSE: ChangeKind.EXCUSED,
    Action.INCLUDE: ChangeKind.EXCUSE_REMOVED,
    **dict.fromkeys(OF_SCORES, ChangeKind.ADJUSTED),
}


@dataclass(frozen=True)
class Request:
    """``value`` is in points of the item; for `Action.SCALE` it is the factor."""

    action: Action
    value: float = 0.0

    def __post_init__(self) -> None:
        if not math.isfinite(self.value):
            raise ValueError(f"not a number of points: {self.value}")


@dataclass(frozen=True)
class Outcome:
    """What a score becomes: the fields that people set, and what counts before and after."""

    override: float | None
    excused: bool
    before: float | None
    after: float | None
    was_excused: bool
    changes: bool

    @property
    def gain(self) -> float | None:
        """The difference of fractions; ``None`` where there is no score before or after."""
        if self.before is None or self.after is None:
            return None
        return self.after - self.before


def outcome(score: Score, request: Request, out_of: float) -> Outcome:
    """What becomes of one score of an item that is worth ``out_of`` points."""
    override, excused = score.override, score.excused
    if request.action is Action.OVERRIDE:
        override = _share(request.value, out_of)
    elif request.action is Action.CLEAR:
        override = None
    elif request.action in (Action.EXCUSE, Action.INCLUDE):
        excused = request.action is Action.EXCUSE
    elif score.effective is not None:
        new = _adjusted(score.effective, request, out_of)
        override = override if new == score.effective else new
    after = Score(fraction=score.fraction, override=override, excused=excused)
    return Outcome(
        override=override,
        excused=excused,
        before=score.effective,
        after=after.effective,
        was_excused=score.excused,
        changes=(override, excused) != (score.override, score.excused),
    )


def _adjusted(fraction: float, request: Request, out_of: float) -> float:
    if request.action is Action.ADD:
        return _bounded(fraction + request.value / out_of) if out_of else fraction
    if request.action is Action.SCALE:
        return _bounded(fraction * request.value)
    limit = _share(request.value, out_of)
    return min(fraction, limit) if request.action is Action.CAP else max(fraction, limit)


def _share(points: float, out_of: float) -> float:
    return _bounded(points / out_of) if out_of else 0.0


def _bounded(fraction: float) -> float:
    """No score is below nothing or above full points."""
    return min(1.0, max(0.0, fraction))


def average_change(outcomes: Iterable[Outcome]) -> float | None:
    """Mean gain of those whose score changes."""
    gains = [each.gain for each in outcomes if each.changes and each.gain is not None]
    return sum(gains) / len(gains) if gains else None
