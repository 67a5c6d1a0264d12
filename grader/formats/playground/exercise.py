"""What a lab on the playground asks for, as its ``lab.yaml`` says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from grader.formats.playground.conditions import Condition
from grader.lab.answer_form import CHOICE, CHOICES, STATE, TEXT, Field
from grader.playground import Findings, State


@dataclass(frozen=True)
class StateAsked:
    """A state that is asked for.

    Attributes:
        name: its answer's.
        label: what it is to be, for the page.
        start: the text that the field begins with.
        epochs: for which it is trained.
        fixed: keys that have to be as they are in ``start``.
        rules: what else must hold of the state before it is trained.
    """

    name: str
    label: str
    start: str
    epochs: int
    fixed: Mapping[str, str]
    rules: tuple[Condition, ...]


@dataclass(frozen=True)
class Goal:
    """What a state's training has to reach.

    Attributes:
        name: of its row in a report.
        asked: what is asked for in words; empty where only the name is shown.
        of: the state.
        condition: what is asked for.
        beside: conditions that have to hold in the same runs.
        points: what it earns.
        hint: what its author says where it is not reached.
    """

    name: str
    asked: str
    of: str
    condition: Condition
    beside: tuple[Condition, ...]
    points: float
    hint: str

    def count(self, found: Sequence[Findings]) -> int:
        """In how many runs it is reached."""
        conditions = (self.condition, *self.beside)
        return sum(all(one.holds_for(each) for one in conditions) for each in found)

    def is_reached(self, state: State, found: Sequence[Findings]) -> bool:
        """Whether a state reaches it."""
        if not self.condition.is_measured:
            beside = all(one.holds(state, found) for one in self.beside)
            return beside and self.condition.holds_for_state(state)
        return self.count(found) >= self.condition.least


@dataclass(frozen=True)
class Question:
    """A question about what was seen; one without options is answered freely and earns nothing."""

    name: str
    ask: str
    options: tuple[tuple[str, str], ...]
    several: bool
    answer: tuple[str, ...]
    points: float
    hint: str


@dataclass(frozen=True)
class KnownState:
    """A known wrong state: its hint is shown where a goal fails and all conditions hold."""

    name: str
    of: str
    when: tuple[Condition, ...]
    hint: str

    def fits(self, state: State, found: Sequence[Findings]) -> bool:
        """Whether a state, with what its training came to, is one of this kind."""
        return all(condition.holds(state, found) for condition in self.when)


@dataclass(frozen=True)
class Record:
    """What the class may compare: the largest value of a measure over the seeds of a state."""

    of: str
    measure: str
    label: str


@dataclass(frozen=True)
class Exercise:
    """The whole of it."""

    states: tuple[StateAsked, ...]
    goals: tuple[Goal, ...]
    questions: tuple[Question, ...]
    known: tuple[KnownState, ...]
    record: Record | None = None

    @property
    def names(self) -> tuple[str, ...]:
        """Of all answers, in their order."""
        return (*(state.name for state in self.states), *(one.name for one in self.questions))

    @property
    def fields(self) -> tuple[Field, ...]:
        """The form that a page shows."""
        return (*map(_state_field, self.states), *map(_question_field, self.questions))


def _state_field(asked: StateAsked) -> Field:
    facts = {"fixed": " ".join(asked.fixed), "epochs": str(asked.epochs)}
    return Field(asked.name, STATE, asked.label, start=asked.start, facts=facts)


def _question_field(question: Question) -> Field:
    kind = TEXT if not question.options else CHOICES if question.several else CHOICE
    return Field(
        question.name,
        kind,
        question.ask,
        options=question.options,
        stored_only=not question.options,
    )


def violations(asked: StateAsked, state: State) -> list[tuple[str, str, str]]:
    """What a state has otherwise than the lab allows: subject, what is there, what is asked."""
    fixed = [
        (key, state.value(key), value)
        for key, value in asked.fixed.items()
        if state.value(key) != value
    ]
    broken = [rule for rule in asked.rules if not rule.holds_for_state(state)]
    return fixed + [(rule.subject, rule.value_in(state), _shown(rule)) for rule in broken]


def _shown(rule: Condition) -> str:
    value = f"{rule.value:g}" if isinstance(rule.value, float) else rule.value
    return value if rule.sign in ("=", "==") else f"{rule.sign} {value}"
