"""A large class for benchmarks, as SQLite and PostgreSQL have it after a term.

    from tests.bench.large_class import make_large_class
    make_large_class(course)  # in a process with Django, on a course that was loaded

2,000 students in 40 sections, two assistants and a teacher; of the shipped course about 170,000
scores with their history, 240,000 attempts and submissions, extensions, overrides and questions.
What is stored has the form that the site gives it, but nothing is really graded: that would take
days. Answers, events and results of cases are stored for every fortieth student, and for all who
worked on an item that is named in ``in_full``.
"""

from __future__ import annotations

import random
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from courseware.deadlines.models import Extension
from courseware.demo.names import STUDENTS as NAMES
from courseware.gradebook.changes import key_of
from courseware.gradebook.models import ChangeKind, Score, ScoreChange
from courseware.gradebook.policy import GradedWork, policy_for
from courseware.items.models import Course, Item
from courseware.items.selectors import items_of
from courseware.people.models import Enrollment, Role, Section, User
from courseware.threads.models import State, Thread, ThreadMessage
from tests.bench.large_class.bulk import Table, finish
from tests.bench.large_class.labs import LabWork
from tests.bench.large_class.plan import Dates, Student, dates_of, students, tries_of
from tests.bench.large_class.quizzes import QuizWork

DETAILED = 40  # every so many students have answers, events and results of cases
PER_SECTION = 50
OVERRIDDEN = 0.005
EXTENDED = 0.002
ASKED = 0.002
_TEACHER = "large-teacher"


@dataclass(frozen=True)
class Made:
    """Who and what is there now, besides the students ``large-0001`` and so on."""

    teacher: User
    assistants: Sequence[User]
    scores: int
    changes: int


def make_large_class(
    course: Course, *, students: int = 2_000, seed: int = 1, in_full: Collection[str] = ()
) -> Made:
    """In one transaction; takes about a minute with the shipped course.

    Args:
        course: a course that was loaded; nobody should be enrolled in it.
        students: how many.
        seed: another class for each number.
        in_full: slugs of items of which all attempts have answers and all submissions cases.
    """
    with transaction.atomic():
        return _Class(course, students, seed, frozenset(in_full)).make()


class _Class:
    def __init__(self, course: Course, count: int, seed: int, in_full: frozenset[str]) -> None:
        self.course, self.count, self.seed, self.in_full = course, count, seed, in_full
        self.now = timezone.now().replace(microsecond=0)
        self.kinds: dict[str, Any] = {"lab": LabWork(), "quiz": QuizWork()}
        self.scores = Table(
            Score,
            *("item_id", "user_id", "fraction", "override", "override_reason", "override_over"),
            *("set_by_id", "late_by", "updated_at"),
        )
        self.changes = Table(
            ScoreChange,
            *("score_id", "item_key", "user_number", "kind", "fraction_before", "fraction"),
            *("override", "before", "after", "reason", "by_id", "by_number", "at"),
        )
        self.made = [0, 0]

    def make(self) -> Made:
        teacher, assistants = self._staff()
        self.teacher_id = teacher.pk
        self.user_ids = self._students(assistants)
        items = [item for item in items_of(self.course) if item.kind in self.kinds]
        chapters = list(dict.fromkeys(item.chapter_id for item in items))
        habits = students(self.count, len(chapters), self.seed)
        for item in items:
            chapter = chapters.index(item.chapter_id)
            dates = dates_of(chapter, len(chapters), self.now)
            _set_dates(item, dates)
            self._work_on(item, chapter, dates, habits)
        own = [table for kind in self.kinds.values() for table in kind.tables]
        finish([self.scores, self.changes, *own])
        self._exceptions(items)
        return Made(teacher, assistants, *self.made)

    def _staff(self) -> tuple[User, list[User]]:
        names = [_TEACHER, "large-assistant-1", "large-assistant-2"]
        User.objects.bulk_create(
            User(username=name, first_name=name, email=f"{name}@example.org", password="!")
            for name in names
        )
        found = {user.username: user for user in User.objects.filter(username__in=names)}
        teacher, *assistants = (found[name] for name in names)
        Enrollment.objects.create(user=teacher, course=self.course, role=Role.INSTRUCTOR)
        for assistant in assistants:
            Enrollment.objects.create(user=assistant, course=self.course, role=Role.ASSISTANT)
        return teacher, assistants

    def _students(self, assistants: Sequence[User]) -> list[int]:
        width = len(str(self.count))
        User.objects.bulk_create(
            User(
                username=f"large-{number:0{width}d}",
                first_name=NAMES[number % len(NAMES)][0],
                last_name=NAMES[(number // len(NAMES) + 7 * number) % len(NAMES)][1],
                email=f"large-{number:0{width}d}@example.org",
                password="!",
            )
            for number in range(1, self.count + 1)
        )
        learners = User.objects.filter(username__startswith="large-").exclude(enrollments__pk__gt=0)
        ids = list(learners.order_by("username").values_list("pk", flat=True))
        Enrollment.objects.bulk_create(
            Enrollment(user_id=pk, course=self.course, role=Role.STUDENT) for pk in ids
        )
        self._sections(ids, assistants)
        return ids

    def _sections(self, ids: Sequence[int], assistants: Sequence[User]) -> None:
        """Of fifty each; an assistant has the first two, the other one the next two."""
        count = -(-self.count // PER_SECTION)
        Section.objects.bulk_create(
            Section(course=self.course, name=f"Section {number:02d}")
            for number in range(1, count + 1)
        )
        sections = list(Section.objects.filter(course=self.course).order_by("name"))
        enrolled = Enrollment.objects.filter(course=self.course)
        by_user = dict(enrolled.values_list("user_id", "pk"))
        membership: Any = Enrollment.sections.through
        pairs = [(by_user[pk], sections[place // PER_SECTION]) for place, pk in enumerate(ids)]
        for number, assistant in enumerate(assistants):
            own = sections[2 * number : 2 * number + 2]
            pairs += [(by_user[assistant.pk], section) for section in own]
        membership.objects.bulk_create(
            membership(enrollment_id=pk, section_id=section.pk) for pk, section in pairs
        )

    def _work_on(self, item: Item, chapter: int, dates: Dates, habits: Sequence[Student]) -> None:
        kind = self.kinds[item.kind]
        kind.open(item)
        rng = random.Random(f"{self.seed}/{item.kind}/{item.slug}")
        ease = rng.uniform(-0.12, 0.12)
        everybody = item.slug in self.in_full
        for number, (user_id, habit) in enumerate(zip(self.user_ids, habits, strict=True)):
            own = replace(habit, ability=min(1.0, max(0.0, habit.ability + ease)))
            tries = tries_of(own, chapter, dates, self.now, kind.most, rng)
            detailed = everybody or number % DETAILED == 0
            works = kind.add(user_id, tries, rng, detailed=detailed) if tries else []
            if works:
                self._record(item, user_id, works, kind, rng)

    def _record(
        self, item: Item, user_id: int, works: list[GradedWork], kind: Any, rng: random.Random
    ) -> None:
        """The score, and a change for each work that changed it."""
        policy = policy_for(item, kind.rule)
        history: list[tuple[Any, datetime]] = []
        for place, work in enumerate(works, start=1):
            decision = policy.decide(works[:place])
            if not history or history[-1][0].fraction != decision.fraction:
                history.append((decision, work.handed_in + timedelta(seconds=20)))
        decision, at = history[-1]
        override = min(1.0, decision.fraction + 0.1) if rng.random() < OVERRIDDEN else None
        reason = "The statement was ambiguous." if override is not None else ""
        by = None if override is None else self.teacher_id
        over = None if override is None else decision.fraction
        late_by = decision.late_by
        pk = self.scores.add(
            item.pk, user_id, decision.fraction, override, reason, over, by, late_by, at
        )
        about, before = (pk, key_of(item), user_id), None
        for entry, moment in history:
            graded = (str(ChangeKind.GRADED), before, entry.fraction, None, {}, {})
            self.changes.add(*about, *graded, kind.reason(entry), None, None, moment)
            before = entry.fraction
        if override is not None:
            moment = at + timedelta(days=1)
            none = Score().by_hand
            values = none | {
                "override": override,
                "override_reason": reason,
                "override_over": over,
                "set_by_id": by,
            }
            set_ = (str(ChangeKind.OVERRIDE), before, before, override, none, values)
            self.changes.add(*about, *set_, reason, by, by, moment)
        self.made[0] += 1
        self.made[1] += len(history) + (override is not None)

    def _exceptions(self, items: Sequence[Item]) -> None:
        """Extensions, and questions about scores."""
        rng = random.Random(f"{self.seed}/exceptions")
        pairs = [(rng.choice(items), user_id) for user_id in self.user_ids for _ in range(2)]
        few = [pair for pair in dict.fromkeys(pairs) if rng.random() < EXTENDED * len(items) / 2]
        Extension.objects.bulk_create(
            Extension(
                course=item.course,
                item=item,
                user_id=user_id,
                due_at=item.due_at + timedelta(days=3),
            )
            for item, user_id in few
        )
        asking = [pair for pair in dict.fromkeys(pairs) if rng.random() < ASKED * len(items) / 2]
        Thread.objects.bulk_create(
            Thread(
                item=item,
                asker_id=user_id,
                place="score",
                state=State.ANSWERED if number % 3 else State.OPEN,
                created_at=self.now - timedelta(days=2),
                updated_at=self.now - timedelta(days=1),
            )
            for number, (item, user_id) in enumerate(asking)
        )
        ThreadMessage.objects.bulk_create(
            ThreadMessage(
                thread=thread,
                author_id=thread.asker_id,
                text="Why is this not more?",
                at=thread.created_at,
            )
            for thread in Thread.objects.filter(item__in=items)
        )


def _set_dates(item: Item, dates: Dates) -> None:
    item.opens_at, item.due_at, item.closes_at = dates.opens_at, dates.due_at, dates.closes_at
    item.save(update_fields=["opens_at", "due_at", "closes_at"])
