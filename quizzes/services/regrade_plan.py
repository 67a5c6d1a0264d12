"""What the questions of a revision give for answers that were dealt by older ones."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from quizzes.grading import rescoring
from quizzes.grading.rescoring import Given, Outcome, regraded
from quizzes.models import Attempt, QuizRevision, Response, Variant
from quizzes.questions.question import Question, order_of


@dataclass(frozen=True)
class Planned:
    """One attempt: its answers before and after, and whether a score set by hand stands."""

    attempt: Attempt
    responses: tuple[Response, ...]
    outcomes: tuple[Outcome, ...]
    by_hand: bool

    @property
    def moved(self) -> tuple[Outcome, ...]:
        return tuple(each for each in self.outcomes if each.moves)

    @property
    def gain(self) -> float:
        return sum(each.gain for each in self.outcomes)

    @property
    def earned(self) -> float:
        return sum(each.after or 0.0 for each in self.outcomes)

    @property
    def possible(self) -> float:
        return sum(each.points for each in self.outcomes)

    @property
    def changes(self) -> bool:
        return bool(self.moved) or abs(self.possible - self.attempt.possible) > rescoring.SAME


class Keys:
    """The questions of a revision by id and number of the variant.

    Contents of variants are large and the same for the whole class: each is read once.
    """

    def __init__(self, revision: QuizRevision) -> None:
        places = revision.variants.values_list("question", "number", "pk")
        self._places = {(question, number): pk for question, number, pk in places}
        self._variants: dict[int, Variant] = {}
        self._questions: dict[int, Question] = {}

    def plan(self, attempt: Attempt, responses: Iterable[Response], by_hand: bool) -> Planned:
        """Changes nothing; ``responses`` are all those of the attempt, in order."""
        responses = tuple(responses)
        self._read(each.variant_id for each in responses)
        for each in responses:
            each.variant = self._variants[each.variant_id]
        self._read(self._place(each) for each in responses)
        outcomes = tuple(self._outcome(attempt, each) for each in responses)
        return Planned(attempt, responses, outcomes, by_hand)

    def variant_for(self, response: Response) -> Variant | None:
        """None where the revision has no such question."""
        pk = self._place(response)
        return None if pk is None else self._variants[pk]

    def _place(self, response: Response) -> int | None:
        return self._places.get((response.question, response.variant.number))

    def _read(self, ids: Iterable[int | None]) -> None:
        if missing := set(ids) - {None, *self._variants}:
            self._variants |= Variant.objects.in_bulk(missing)

    def _outcome(self, attempt: Attempt, response: Response) -> Outcome:
        mended = self.variant_for(response)
        given = Given(
            response.question,
            response.answer,
            response.fraction,
            self._question(response.variant).points,
            [each["answer"] for each in response.tries],
            response.certainty,
        )
        question = self._question(mended) if mended else None
        if question is not None:
            question = question.shuffled(order_of(attempt.seed, response.question))
        return regraded(given, question, attempt.revision.delivery)

    def _question(self, variant: Variant) -> Question:
        if variant.pk not in self._questions:
            self._questions[variant.pk] = Question.from_plain(variant.content)
        return self._questions[variant.pk]
