"""Another number of steps: an iteration that ends early, or one step too late."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from grader.feedback.hypotheses.base import OPTION, relating
from grader.feedback.observations.observation import NotApplicable, Observation
from grader.messages import Message, message

_COUNTS = ("n_iter", "n_steps", "n_sweeps")
"""What the labs call the number of steps; other counts, such as that of classes, are no loops."""
_MOST = 100
"""A loop that waits for small changes ends sooner, or its answer is right."""


def _count(observation: Observation) -> tuple[str, int]:
    """The parameter that says how many steps are asked for, and its value.

    Raises: NotApplicable: there is none.
    """
    for name in _COUNTS:
        number = observation.all_inputs.get(name)
        if isinstance(number, int):
            return name, number
    raise NotApplicable


def _has_steps(observation: Observation, numbers: Iterable[int]) -> bool:
    """Whether the answer is the reference's after one of these numbers of steps."""
    name, _ = _count(observation)
    return any(observation.is_answered_by(observation.recompute({name: k})) for k in numbers)


def _stops_early(observation: Observation) -> bool:
    """Where it starts is no answer of a loop that stops, unless one step is asked for."""
    _, number = _count(observation)
    return number > 0 and _has_steps(observation, (number - 1, *range(1, min(number - 1, _MOST))))


def _one_step_more(observation: Observation) -> bool:
    _, number = _count(observation)
    return _has_steps(observation, [number + 1])


def _early_sentence(failing: Sequence[Observation]) -> Message:
    return message(
        "These are the answers after fewer steps than {count} asks for: does the loop stop early?",
        count=_count(failing[0])[0],
    )


def _late_sentence(failing: Sequence[Observation]) -> Message:
    return message(
        "These are the answers after one step more than {count} asks for.",
        count=_count(failing[0])[0],
    )


HYPOTHESES = (
    relating("stops_early", _early_sentence, _stops_early),
    relating("one_step_more", _late_sentence, _one_step_more, OPTION),
)
