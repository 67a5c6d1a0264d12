"""Applying and then undoing is the identity on scores, whatever happens before and between."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from courseware.gradebook.models import Score, ScoreChange
from courseware.gradebook.services import override_score
from courseware.regrades import services
from courseware.regrades.models import Regrade, Status
from quizzes.models import Attempt
from tests.factories import make_student
from tests.quizzes.regrading import (
    AGAIN,
    CORRECTED,
    L1,
    L2,
    complete_attempt,
    correct_key,
    preview,
    undo,
    work,
)

KEYS = (AGAIN, CORRECTED, AGAIN.replace("points: 2", "points: 3"), CORRECTED.replace("l2,", "l3,"))
PEOPLE = 3
person = st.integers(0, PEOPLE - 1)
step = st.one_of(
    st.tuples(st.just("submit"), person, st.sampled_from([L1, L2])),
    st.tuples(st.just("override"), person, st.sampled_from([None, 0.25, 1.0])),
    st.tuples(st.just("correct"), st.integers(0, len(KEYS) - 1), st.none()),
    st.tuples(st.just("regrade"), st.booleans(), st.none() | person),
    st.tuples(st.just("undo"), st.none(), st.none()),
)


class World:
    """A quiz, its students, and what was true before each regrade that still counts."""

    def __init__(self, item: Any, teacher: Any, students: list[Any]) -> None:
        self.item, self.teacher, self.students = item, teacher, students
        self.before: list[tuple[Regrade, dict[int, Any], dict[int, Any]]] = []
        self.history = 0

    def submit(self, who: int, answer: Any) -> None:
        complete_attempt(self.item, self.students[who], answer)

    def override(self, who: int, fraction: float | None) -> None:
        override_score(
            item=self.item,
            user=self.students[who],
            fraction=fraction,
            reason="Because.",
            by=self.teacher,
        )

    def correct(self, key: int, _: None) -> None:
        correct_key(self.item, KEYS[key])

    def regrade(self, only_gains: bool, who: int | None) -> None:
        users = None if who is None else (self.students[who].pk,)
        found = preview(self.item, self.teacher, users=users)
        before = self.works(), self.scores()
        services.apply(regrade=found, by=self.teacher, reason="Key.", only_gains=only_gains)
        assert work(found).state == Status.APPLIED
        self.before.append((found, *before))

    def undo(self, *_: None) -> None:
        if not self.before:
            return
        found, works, scores = self.before.pop()
        assert undo(found, self.teacher, "Wrong.").state == Status.UNDONE
        now = self.works()
        assert {pk: now[pk] for pk in works} == works
        for user, (fraction, _override) in scores.items():
            if not any(owner == user for pk, (owner, *_rest) in now.items() if pk not in works):
                assert self.scores()[user][0] == fraction

    def works(self) -> dict[int, Any]:
        """Of each attempt, whose it is, its points and what they come from."""
        return {
            each.pk: (
                each.user_id,
                each.earned,
                each.possible,
                list(each.responses.order_by("pk").values_list("variant", "fraction")),
            )
            for each in Attempt.objects.filter(item=self.item)
        }

    def scores(self) -> dict[int, Any]:
        found = Score.objects.filter(item=self.item)
        return {each.user_id: (each.fraction, each.override) for each in found}

    def check(self) -> None:
        """The best attempt counts, and the history says so and only grows."""
        for score in Score.objects.filter(item=self.item):
            attempts = Attempt.objects.filter(item=self.item, user=score.user_id)
            fractions = [each.earned / each.possible for each in attempts]
            assert score.fraction == (max(fractions) if fractions else None)
            newest = score.changes.first()
            assert newest is not None
            assert (newest.fraction, newest.override) == (score.fraction, score.override)
        history = ScoreChange.objects.filter(score__item=self.item).count()
        assert history >= self.history
        self.history = history


@pytest.mark.django_db(transaction=True)
def test_whatever_happens_undo_gives_back_what_was(make_quiz, course, ada):
    item = make_quiz(AGAIN)
    students = [make_student(course) for _ in range(PEOPLE)]

    @settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])
    @given(st.lists(step, min_size=4, max_size=12))
    def run(steps: list[Any]) -> None:
        with transaction.atomic():
            world = World(item, ada, students)
            for name, *arguments in [*steps, ("undo", None, None), ("undo", None, None)]:
                getattr(world, name)(*arguments)
                world.check()
            transaction.set_rollback(True)

    run()
