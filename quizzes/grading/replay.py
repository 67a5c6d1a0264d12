"""An attempt made again from its events alone. Pure: events in, the state out.

started     {seed, dealt: [[question, variant number], ...]}
saved       the answer, as it was read
certainty   how sure the person is of the question
tried       the answer that was checked
moved       the position that is reached, where a quiz goes one way
refused     an answer that came too late; kept for the person, changes nothing
set-aside   an answer of an older page; kept, changes nothing
allowed     more time or attempts; changes nothing here, the clock reads what is granted
finished    {late_by in seconds, fractions}; by nobody where the clock did it
judged-again  {late_by in seconds}, after dates or extensions have changed
graded      {result, fraction} of one question
regraded    {fraction, variant, points} of one question, by another key
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Protocol

WITHOUT_EFFECT = ("refused", "set-aside", "allowed")


class Event(Protocol):
    at: datetime
    name: str
    question: str
    data: Any


@dataclass
class AnswerState:
    """A question as the events leave it."""

    answer: Any = None
    saved_at: datetime | None = None
    certainty: int | None = None
    tries: list[Any] = field(default_factory=list)
    fraction: float | None = None
    result: Any = None


@dataclass
class AttemptState:
    """An attempt as the events leave it."""

    seed: int | None = None
    started_at: datetime | None = None
    submitted_at: datetime | None = None
    late_by: timedelta = timedelta()
    reached: int = 1
    answers: dict[str, AnswerState] = field(default_factory=dict)


def replay(events: Iterable[Event]) -> AttemptState:
    """Raises ValueError with a sentence at an event that cannot follow those before it."""
    state = AttemptState()
    for event in events:
        if event.name in WITHOUT_EFFECT:
            continue
        if event.name not in _STEPS:
            raise ValueError(f"the event “{event.name}” is unknown")
        if (state.started_at is None) != (event.name == "started"):
            raise ValueError(f"the event “{event.name}” is out of place: an attempt begins once")
        if event.question and event.question not in state.answers:
            raise ValueError(f"the question “{event.question}” was not dealt")
        if state.submitted_at is not None and event.name in _WHILE_OPEN:
            raise ValueError(f"“{event.name}” comes after handing in")
        try:
            _STEPS[event.name](state, event)
        except (KeyError, TypeError, AttributeError) as error:
            raise ValueError(f"the event “{event.name}” does not hold what it should") from error
    return state


def _started(state: AttemptState, event: Event) -> None:
    state.seed, state.started_at = event.data["seed"], event.at
    state.answers = {question: AnswerState() for question, _ in event.data["dealt"]}


def _saved(state: AttemptState, event: Event) -> None:
    answer = state.answers[event.question]
    answer.answer, answer.saved_at = event.data, event.at


def _certainty(state: AttemptState, event: Event) -> None:
    answer = state.answers[event.question]
    answer.certainty, answer.saved_at = event.data, event.at


def _tried(state: AttemptState, event: Event) -> None:
    state.answers[event.question].tries.append(event.data)


def _moved(state: AttemptState, event: Event) -> None:
    state.reached = event.data


def _finished(state: AttemptState, event: Event) -> None:
    state.submitted_at = event.at
    state.late_by = timedelta(seconds=event.data["late_by"])
    for question, fraction in event.data["fractions"].items():
        state.answers[question].fraction = fraction


def _judged_again(state: AttemptState, event: Event) -> None:
    state.late_by = timedelta(seconds=event.data["late_by"])


def _graded(state: AttemptState, event: Event) -> None:
    answer = state.answers[event.question]
    answer.result, answer.fraction = event.data["result"], event.data["fraction"]


def _regraded(state: AttemptState, event: Event) -> None:
    state.answers[event.question].fraction = event.data["fraction"]


_STEPS: dict[str, Callable[[AttemptState, Event], None]] = {
    "started": _started,
    "saved": _saved,
    "certainty": _certainty,
    "tried": _tried,
    "moved": _moved,
    "finished": _finished,
    "judged-again": _judged_again,
    "graded": _graded,
    "regraded": _regraded,
}
_WHILE_OPEN = ("saved", "certainty", "tried", "moved", "finished")
