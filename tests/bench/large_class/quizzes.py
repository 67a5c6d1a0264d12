"""Attempts at quizzes; with answers and events for those who are asked for."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from courseware.gradebook.policy import Decision, GradedWork
from courseware.items.models import Item
from quizzes import selectors
from quizzes.contract.answers import InvalidResponse
from quizzes.models import MAX_SEED, Attempt, Event, Response
from quizzes.questions.question import Question
from tests.bench.large_class.bulk import Table
from tests.bench.large_class.plan import Try

WAITS = 0.3  # of the attempts with an essay that were handed in last, those that nobody graded yet


@dataclass(frozen=True)
class _Dealt:
    """A question of an attempt, with a right answer and wrong ones and what they earn."""

    question: str
    variant: int
    points: float
    right: Any
    wrong: tuple[tuple[Any, float], ...]


class QuizWork:
    """Writes the attempts of one quiz after the other."""

    def __init__(self) -> None:
        self.attempts = Table(
            Attempt,
            *("item_id", "revision_id", "user_id", "number", "seed", "started_at", "submitted_at"),
            *("late_by", "earned", "possible", "waiting"),
        )
        self.responses = Table(
            Response,
            *("attempt_id", "variant_id", "question", "position", "answer", "saved_at", "version"),
            "fraction",
        )
        self.events = Table(Event, "attempt_id", "at", "name", "question", "data", "by_id")
        self.tables = (self.attempts, self.responses, self.events)

    def open(self, item: Item) -> None:
        self.item = item
        self.revision = selectors.current_revision(item)
        delivery = self.revision.delivery
        self.most = min(3, delivery.attempts) if not delivery.practice else 3
        self.rule = delivery.grading
        self.has_essay = any(slot["type"] == "essay" for slot in self.revision.content["slots"])
        self._dealt: dict[int, list[_Dealt]] = {}
        self._variants: dict[int, list[int]] = {}

    def add(
        self, user_id: int, tries: Sequence[Try], rng: random.Random, *, detailed: bool
    ) -> list[GradedWork]:
        """What of it is graded; ids are the numbers of the attempts."""
        works = []
        seed = rng.randrange(20)  # few, so that few questions are made up
        for number, entry in enumerate(tries, start=1):
            waits = self.has_essay and number == len(tries) and rng.random() < WAITS
            fraction = self._attempt(user_id, number, seed, entry, rng, waits, detailed)
            if fraction is not None:
                works.append(GradedWork(number, fraction, entry.at, entry.late_by))
            seed = (seed + 1) % MAX_SEED
        return works

    def reason(self, decision: Decision) -> str:
        return f"Quiz attempt {decision.counting[0]}"

    def _attempt(
        self,
        user_id: int,
        number: int,
        seed: int,
        entry: Try,
        rng: random.Random,
        waits: bool,
        detailed: bool,
    ) -> float | None:
        possible = float(self.revision.content["points"])
        answers = self._answers(seed, entry.fraction, rng) if detailed else []
        fraction = entry.fraction
        if fraction is not None and answers:
            fraction = sum(dealt.points * earned for dealt, _, earned in answers) / possible
        handed_in = entry.at if fraction is not None else None
        start = entry.at - timedelta(minutes=2 * max(4, len(answers)))
        waiting = 1 if waits and handed_in else 0
        pk = self.attempts.add(
            *(self.item.pk, self.revision.pk, user_id, number, seed, start, handed_in),
            entry.late_by,
            None if fraction is None else fraction * possible,
            *(possible, waiting),
        )
        if answers:
            self._record(pk, user_id, seed, answers, start, handed_in, entry.late_by)
        return None if waiting or fraction is None else min(1.0, max(0.0, fraction))

    def _answers(
        self, seed: int, fraction: float | None, rng: random.Random
    ) -> list[tuple[_Dealt, Any, float]]:
        share = rng.random() if fraction is None else fraction
        found = []
        for dealt in self._questions(seed):
            if rng.random() < share or not dealt.wrong:
                found.append((dealt, dealt.right, 1.0))
            else:
                found.append((dealt, *rng.choice(dealt.wrong)))
        return found

    def _record(
        self,
        pk: int,
        user_id: int,
        seed: int,
        answers: list[tuple[_Dealt, Any, float]],
        start: datetime,
        handed_in: datetime | None,
        late_by: timedelta,
    ) -> None:
        numbers = [[dealt.question, dealt.variant] for dealt, *_ in answers]
        self.events.add(pk, start, "started", "", {"seed": seed, "dealt": numbers}, user_id)
        for position, (dealt, answer, earned) in enumerate(answers, start=1):
            at = start + timedelta(minutes=position)
            self.events.add(pk, at, "saved", dealt.question, answer, user_id)
            self.responses.add(
                *(pk, self._variants[seed][position - 1], dealt.question, position, answer, at, 1),
                earned if handed_in else None,
            )
        if handed_in:
            data: dict[str, Any] = {"late_by": late_by.total_seconds()}
            data |= {"fractions": {dealt.question: earned for dealt, _, earned in answers}}
            self.events.add(pk, handed_in, "finished", "", data, user_id)

    def _questions(self, seed: int) -> list[_Dealt]:
        if seed not in self._dealt:
            attempt = Attempt(item=self.item, revision=self.revision, seed=seed)
            rows = selectors.dealt_responses(attempt)
            self._variants[seed] = [row.variant_id for row in rows]
            self._dealt[seed] = [_dealt(row) for row in rows]
        return self._dealt[seed]


def _dealt(row: Response) -> _Dealt:
    question = Question.from_plain(row.variant.content)
    samples = question.samples()
    wrong = []
    for sample in samples.wrong.values():
        answer = question.parse_response(sample.response)
        if answer is not None and not isinstance(answer, InvalidResponse) and sample.fraction >= 0:
            wrong.append((answer, sample.fraction))
    right = question.parse_response(samples.right)
    return _Dealt(question.id, row.variant.number, question.points, right, tuple(wrong))
