"""Conditions and numbers in words."""

from __future__ import annotations

import math
from collections.abc import Sequence

from grader.formats.playground.conditions import Condition
from grader.messages import Message, message
from grader.playground import SEEDS

MEASURE_WORDS = {
    "train_loss": "training loss",
    "test_loss": "test loss",
    "lowest_test_loss": "lowest test loss",
    "train_accuracy": "training accuracy",
    "test_accuracy": "test accuracy",
    "nonzero": "non-zero weights",
    "live_features": "features in use",
    "dead_units": "dead units",
    "gradient_ratio": "first layer’s gradient over the last one’s",
    "diverged": "diverging runs",
    "layers": "hidden layers",
    "units": "hidden units",
    "inputs": "features switched on",
}
_SIGN_WORDS = {
    "<=": "at most",
    ">=": "at least",
    "<": "below",
    ">": "above",
    "=": "exactly",
    "==": "exactly",
    "!=": "other than",
}


def condition_words(condition: Condition) -> str:
    """``Test loss: at most 0.05 in 4 of 5 runs``; in English, since it names a row."""
    if condition.subject == "diverged":
        return f"Training diverges{_runs(condition)}"
    words = MEASURE_WORDS.get(condition.subject, "")
    subject = words[:1].upper() + words[1:] or condition.subject
    return f"{subject} {asked_words(condition)}"


def goal_words(condition: Condition, beside: Sequence[Condition]) -> str:
    """As `condition_words`, with what has to hold in the same runs."""
    others = [f"{MEASURE_WORDS.get(one.subject, one.subject)} {_bare_words(one)}" for one in beside]
    return condition_words(condition) + (f", with {' and '.join(others)}" if others else "")


def _bare_words(condition: Condition) -> str:
    value = condition.value
    shown = f"{value:g}" if isinstance(value, float) else value
    return f"{_SIGN_WORDS[condition.sign]} {shown}"


def asked_words(condition: Condition) -> str:
    """``at most 0.05 in 4 of 5 runs``."""
    return _bare_words(condition) + _runs(condition)


def _runs(condition: Condition) -> str:
    return f" in {condition.least} of {len(SEEDS)} runs" if condition.is_measured else ""


def number_words(value: float) -> str:
    """Three digits; what is not a number is called so."""
    if math.isnan(value):
        return "not a number"
    return f"{value:.3g}" if math.isfinite(value) else "infinite"


def seen(goal: str, values: Sequence[float], count: int) -> Message:
    """What the training came to, beside what was asked for.

    Args:
        goal: its name.
        values: of its measure, one a run.
        count: in how many runs it was reached.
    """
    return message(
        "{goal}: this was asked for. Trained again from {of} fixed starts, {count} of {of} runs "
        "reach it, with the values {values}.",
        goal=goal,
        count=count,
        of=len(values),
        values=", ".join(map(number_words, values)),
    )
