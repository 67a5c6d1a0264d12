"""Several tries at one question, as pure rules: what a sequence of tries earns.

A try has a raw fraction ``f`` from 0 to 1. The rules and their names are those of Moodle's
behaviours and of PrairieLearn's exams:

    interactive   max(0, f_last - p u), u tries used before; a right try or the last one ends it
    adaptive      the best of max(0, f_i - p i), i counted from 0; as many tries as one likes
    points        q grows by (f - b) P[n] where the n-th try beats the best before, b; the list
                  P of shares falls, and its end or a right try ends it
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

RULES = ("interactive", "adaptive", "points")
RIGHT = 1 - 1e-9


@dataclass(frozen=True)
class Tries:
    """How often a question may be checked, and what that costs."""

    rule: str = "interactive"
    count: int = 3
    penalty: float = 1 / 3
    points: tuple[float, ...] = ()

    def status(self, fractions: Sequence[float]) -> TriesStatus:
        return _RULES[self.rule](self, fractions)


@dataclass(frozen=True)
class TriesStatus:
    """Where tries have led: ``fraction`` earned, ``next_share`` a right next try would reach.

    ``left`` is ``None`` when there is no limit.
    """

    fraction: float
    done: bool
    left: int | None
    next_share: float


def _interactive(rule: Tries, fractions: Sequence[float]) -> TriesStatus:
    used = _until_right(fractions)[: rule.count]
    left = rule.count - len(used)
    done = left == 0 or _is_right(used)
    earned = max(0.0, used[-1] - rule.penalty * (len(used) - 1)) if used else 0.0
    return TriesStatus(earned, done, 0 if done else left, max(0.0, 1 - rule.penalty * len(used)))


def _adaptive(rule: Tries, fractions: Sequence[float]) -> TriesStatus:
    earned = [max(0.0, f - rule.penalty * i) for i, f in enumerate(fractions)]
    done = any(f >= RIGHT for f in fractions)
    best = max(earned, default=0.0)
    return TriesStatus(best, done, None, max(best, 1 - rule.penalty * len(fractions)))


def _points(rule: Tries, fractions: Sequence[float]) -> TriesStatus:
    used = _until_right(fractions)[: len(rule.points)]
    best = total = 0.0
    for share, fraction in zip(rule.points, used, strict=False):
        if fraction > best:
            total += (fraction - best) * share
            best = fraction
    left = len(rule.points) - len(used)
    done = left == 0 or _is_right(used)
    gain = 0.0 if done else (1 - best) * rule.points[len(used)]
    return TriesStatus(total, done, 0 if done else left, total + gain)


def _until_right(fractions: Sequence[float]) -> list[float]:
    used = []
    for fraction in fractions:
        used.append(fraction)
        if fraction >= RIGHT:
            break
    return used


def _is_right(used: Sequence[float]) -> bool:
    return bool(used) and used[-1] >= RIGHT


_RULES = {"interactive": _interactive, "adaptive": _adaptive, "points": _points}
