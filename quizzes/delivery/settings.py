"""How a quiz is given: its time, attempts, tries, order and what is shown afterwards.

Values only, as `quizzes.delivery.parsing` reads them from the file and as a revision keeps them.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from quizzes.delivery.tries import Tries
from quizzes.delivery.visibility import ReviewSettings

DEFAULT_GRACE = 5.0


@dataclass(frozen=True)
class Section:
    """Questions under a heading, in this place of the quiz."""

    title: str
    intro: str
    questions: tuple[str, ...]


@dataclass(frozen=True)
class Pool:
    """Questions of which each attempt gets ``draw``, all of equal points."""

    draw: int
    questions: tuple[str, ...]


@dataclass(frozen=True)
class Delivery:
    attempts: int = 1
    grading: str = "best"
    time_limit: float | None = None  # minutes
    grace: float = DEFAULT_GRACE  # seconds
    cooldown: float = 0.0  # minutes
    build_on_last: bool = False
    shuffle_questions: bool = False
    one_way: bool = False
    one_per_page: bool = False
    practice: bool = False
    self_check: bool = False  # answered in the text of its chapter
    certainty: bool = False
    tries: Tries | None = None
    review: ReviewSettings = field(default_factory=ReviewSettings)
    sections: tuple[Section, ...] = ()
    pools: tuple[Pool, ...] = ()

    @property
    def limit(self) -> timedelta | None:
        return None if self.time_limit is None else timedelta(minutes=self.time_limit)

    def section_of(self, question: str) -> Section | None:
        return next((section for section in self.sections if question in section.questions), None)

    def question_order(self, questions: Sequence[str], seed: int) -> list[str]:
        """The questions of one attempt in their order: pools drawn, sections kept together."""
        rng = random.Random(f"{seed}/questions")
        left_out: set[str] = set()
        for pool in self.pools:
            left_out |= set(pool.questions) - set(rng.sample(pool.questions, pool.draw))
        blocks = [section.questions for section in self.sections] or [tuple(questions)]
        order: list[str] = []
        for block in blocks:
            kept = [question for question in block if question not in left_out]
            if self.shuffle_questions:
                rng.shuffle(kept)
            order += kept
        return order

    def count(self, questions: Sequence[str]) -> int:
        """How many questions an attempt has."""
        return len(questions) - sum(len(pool.questions) - pool.draw for pool in self.pools)

    def undrawn_points(self, points: dict[str, float]) -> float:
        """The points of the questions that no single attempt has, because pools leave them out."""
        return sum(
            (len(pool.questions) - pool.draw) * points[pool.questions[0]] for pool in self.pools
        )
