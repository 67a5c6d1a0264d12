"""The two kinds of hypotheses: one predicts the answer, one relates it to the right one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from grader.feedback.observations.equal_values import equal_values
from grader.feedback.observations.observation import DifferentFormula, NotApplicable, Observation
from grader.feedback.observations.parts import by_array, by_term

Sentence = str | Callable[[Sequence[Observation]], str]
Predict = Callable[[Observation], Any]

OUTPUT, OPTION, INPUT, FORMULA, TERM, RELATION = 1, 2, 3, 4, 5, 6
"""Costs: a changed answer is simpler than a changed option, that than changed inputs, that than
a part of a known formula, that than a change in one term alone; a relation, which leaves numbers
free, comes last."""


@dataclass(frozen=True)
class Hypothesis:
    """``fits`` says whether the mistake would give ``seen.got``; it may raise `NotApplicable`.

    ``predict`` is there where the mistake gives exactly one answer.
    """

    name: str
    says: Sentence
    fits: Callable[[Observation], bool]
    cost: float = OUTPUT
    predict: Predict | None = None

    def sentence(self, failing: Sequence[Observation]) -> str:
        return self.says if isinstance(self.says, str) else self.says(failing)


def predicting(name: str, says: Sentence, predict: Predict, cost: float = OUTPUT) -> Hypothesis:
    """A mistake that gives exactly ``predict(seen)``, or that for each array of a list."""

    def fits(seen: Observation) -> bool:
        return _any_fits(seen, (lambda: predict(seen), lambda: by_array(seen, predict)))

    return Hypothesis(name, says, fits, cost, predict)


def in_term(one: Hypothesis, place: int) -> Hypothesis:
    """The same mistake in the term of the ``place``-th rate alone, as in an elastic penalty."""
    predict = one.predict
    assert predict is not None

    def term(seen: Observation) -> Any:
        return by_term(seen, predict, place)

    def term_by_array(seen: Observation) -> Any:
        return by_term(seen, lambda part: by_array(part, predict), place)

    def fits(seen: Observation) -> bool:
        ways = (lambda: term(seen), lambda: by_array(seen, term), lambda: term_by_array(seen))
        return _any_fits(seen, ways)

    def says(failing: Sequence[Observation]) -> str:
        names = [name for name, _ in failing[0].numbers()]
        return f"In the term with {names[place]} alone: {one.sentence(failing)}"

    return Hypothesis(f"{one.name}_in_a_term", says, fits, TERM + one.cost / 10, term)


def relating(
    name: str, says: Sentence, relates: Callable[[Observation], bool], cost: float = RELATION
) -> Hypothesis:
    """A mistake that leaves something open; cases that passed fit it anyway."""
    return Hypothesis(name, says, lambda seen: seen.passed or relates(seen), cost)


def _any_fits(seen: Observation, ways: Sequence[Callable[[], Any]]) -> bool:
    """Whether one of the ways gives the submission's answer.

    Raises: NotApplicable: no way applies to this case.
    """
    told = False
    for way in ways:
        try:
            answer = way()
        except DifferentFormula:
            told = True
            continue
        except (
            Exception
        ):  # NotApplicable; or the answer has a form that the change cannot be made in
            continue
        told = True
        if equal_values(seen.got, answer, seen.tolerance):
            return True
    if not told:
        raise NotApplicable
    return False
