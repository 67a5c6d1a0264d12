"""What a corrected revision gives for answers to the questions of older ones."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from quizzes.grading import rescoring
from quizzes.grading.rescoring import NOT_SELECTED, RegradeResult, StoredAnswer, rescore, unselected
from quizzes.models import Attempt, QuizRevision, Response, Variant
from quizzes.questions.question import Question, shuffle_rng
from quizzes.services.regrade_needs import grading_digest


@dataclass(frozen=True)
class RegradePlan:
    """One attempt: its answers before and after, and whether its score was set by hand."""

    attempt: Attempt
    responses: tuple[Response, ...]
    results: tuple[RegradeResult, ...]
    by_hand: bool
    other_keys: bool = False

    @property
    def changed_results(self) -> tuple[RegradeResult, ...]:
        return tuple(result for result in self.results if result.changes_points)

    @property
    def kept(self) -> list[tuple[str, str]]:
        """The answers that keep their points, as question and reason; blank ones lose nothing."""
        return [
            (result.question, result.unchanged_because)
            for result, response in zip(self.results, self.responses, strict=True)
            if result.unchanged_because not in ("", NOT_SELECTED) and response.answer is not None
        ]

    @property
    def gain(self) -> float:
        return sum(result.gain for result in self.results)

    @property
    def earned(self) -> float:
        return sum(result.after or 0.0 for result in self.results)

    @property
    def possible(self) -> float:
        return sum(result.points for result in self.results)

    @property
    def changes(self) -> bool:
        """Whether points change, or the key of an answer that earns the same by it."""
        return (
            bool(self.changed_results)
            or self.other_keys
            or abs(self.possible - self.attempt.possible) > rescoring.ROUNDING
        )


class RevisionKeys:
    """The questions of a revision by id and number of the variant, or ``only`` one of them.

    Contents of variants are large and the same for the whole class: each is read once.
    """

    def __init__(self, revision: QuizRevision, only: str = "") -> None:
        self._only = only
        variants = revision.variants.values_list("question", "number", "pk")
        self._ids = {(question, number): pk for question, number, pk in variants}
        self._variants: dict[int, Variant] = {}
        self._questions: dict[int, Question] = {}
        self._digests: dict[int, str] = {}

    def plan(self, attempt: Attempt, responses: Iterable[Response], by_hand: bool) -> RegradePlan:
        """Changes nothing; ``responses`` are all those of the attempt, in order."""
        responses = tuple(responses)
        self._read(response.variant_id for response in responses)
        for response in responses:
            response.variant = self._variants[response.variant_id]
        self._read(self._corrected_id(response) for response in responses)
        results = tuple(self._result(attempt, response) for response in responses)
        other = any(
            self._has_other_key(response)
            for response, result in zip(responses, results, strict=True)
            if not result.unchanged_because
        )
        return RegradePlan(attempt, responses, results, by_hand, other)

    def variant_for(self, response: Response) -> Variant | None:
        """``None`` where the revision has no such question."""
        pk = self._corrected_id(response)
        return None if pk is None else self._variants[pk]

    def _has_other_key(self, response: Response) -> bool:
        corrected = self.variant_for(response)
        return corrected is not None and self._digest(corrected) != self._digest(response.variant)

    def _digest(self, variant: Variant) -> str:
        if variant.pk not in self._digests:
            self._digests[variant.pk] = grading_digest(variant.content)
        return self._digests[variant.pk]

    def _corrected_id(self, response: Response) -> int | None:
        return self._ids.get((response.question, response.variant.number))

    def _read(self, ids: Iterable[int | None]) -> None:
        if missing := set(ids) - {None, *self._variants}:
            self._variants |= Variant.objects.in_bulk(missing)

    def _result(self, attempt: Attempt, response: Response) -> RegradeResult:
        corrected = self.variant_for(response)
        stored = StoredAnswer(
            response.question,
            response.answer,
            response.fraction,
            self._question(response.variant).points,
            [tried["answer"] for tried in response.tries],
            response.certainty,
        )
        if self._only and response.question != self._only:
            return unselected(stored)
        question = self._question(corrected) if corrected else None
        if question is not None:
            question = question.shuffled(shuffle_rng(attempt.seed, response.question))
        return rescore(stored, question, attempt.revision.delivery)

    def _question(self, variant: Variant) -> Question:
        if variant.pk not in self._questions:
            self._questions[variant.pk] = Question.from_plain(variant.content)
        return self._questions[variant.pk]
