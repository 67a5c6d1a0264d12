"""Makes a demo class and takes it back."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth.hashers import make_password
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.text import slugify

from courseware.chapters.models import Reading
from courseware.course_settings.models import SettingChange
from courseware.course_settings.services import follow_file, set_fields
from courseware.database.transactions import in_transaction
from courseware.deadlines.grants import Grant
from courseware.deadlines.services import grant_extension
from courseware.deletion.cascade import delete_in_batches
from courseware.demo import names
from courseware.demo.history import scores_recorded_at
from courseware.demo.models import DemoClass
from courseware.demo.plan import Dates, Student, dates_of, students, tries_of
from courseware.gradebook.models import Score, ScoreBatch, ScoreChange
from courseware.gradebook.services import excuse_score, override_score
from courseware.items.kinds import all_kinds
from courseware.items.models import Course, Item
from courseware.items.selectors import items_of
from courseware.items.turns import Turn
from courseware.manual_grading.models import Rubric
from courseware.people.models import Enrollment, Role, User
from courseware.threads import services as threads
from courseware.threads.selectors import SCORE

PREFIX = "demo-"
REASON = "Demo class"
TEACHER = "demo-teacher"
DEMO_LOGINS = ("ada", "ben")  # that `make up` creates
DATES = ("opens_at", "due_at", "closes_at")
ENROLLED_BEFORE = timedelta(days=30)

QUESTIONS = (
    ("Why do I not get full points although all cases pass?", "Speed counts for the rest."),
    ("Is the score of the first attempt kept if the second is worse?", "Yes, the best one counts."),
    ("I was ill on the day when this was due. Can I hand it in later?", ""),
    ("Should the last case not raise an error?", "It should. Look at the hint of that case."),
    ("Does the order of the terms matter for the points?", ""),
)


class DemoRefused(Exception):
    """Why no demo class is made; the sentence says what to do."""


def make_demo_class(
    course: Course,
    *,
    seed: int,
    password: str,
    count: int = len(names.STUDENTS),
    progress: Callable[[str], None] = lambda line: None,
) -> DemoClass:
    """Fills the course with made-up students and four weeks of their work.

    Work is done by the kinds of items, one item at a time in short transactions, so the site can be
    used meanwhile. What is interrupted is taken back by `remove_demo_class`.

    Raises: DemoRefused: in a database that holds real people, or a demo class already.
    """
    refuse_real_people()
    if DemoClass.objects.exists():
        raise DemoRefused("There is a demo class already. Remove it first with: make demo-remove")
    now = timezone.now()
    demo, teacher, learners = _make_people(course, seed, password, count, now)
    habits = students(count, seed)
    for chapter, items in enumerate(_items_by_chapter(course)):
        dates = dates_of(chapter, now)
        for item in items:
            progress(item.title)
            _open(demo, item)
            turns = _turns(item, chapter, dates, learners, habits, seed, now)
            kind = next(kind for kind in all_kinds() if kind.name == item.kind)
            kind.make_demo_work(item, turns, teacher)
            _set_dates(demo, item, asdict(dates))
        _mark_read(items, learners, habits, chapter, dates, now)
    _make_exceptions(demo, learners, teacher, seed)
    return demo


def refuse_real_people() -> None:
    """Raises: DemoRefused: where anybody is who is neither a demo account nor an administrator."""
    demo = User.objects.filter(username__in=DEMO_LOGINS, email__endswith="@example.org")
    known = User.objects.filter(pk__in=DemoClass.people.through.objects.values("user"))
    administrators = User.objects.filter(is_superuser=True, enrollments=None)
    ids = [rows.values("pk") for rows in (demo, known, administrators)]
    real = User.objects.exclude(pk__in=ids[0]).exclude(pk__in=ids[1]).exclude(pk__in=ids[2])
    if found := list(real.order_by("pk")[:3]):
        shown = ", ".join(person.username for person in found)
        raise DemoRefused(
            f"This database holds {real.count()} people who are not demo accounts ({shown}). "
            "A demo class is made only where there are none. Use another data folder: "
            "COURSEWARE_VAR=/tmp/demo make demo"
        )


def remove_demo_class() -> int:
    """Deletes the people of the demo class with all their work; returns how many there were.

    Dates that the demo gave to items become what they were, unless they were changed since.
    """
    people = 0
    for demo in DemoClass.objects.select_related("course"):
        ids = list(demo.people.values_list("pk", flat=True))
        rubrics = Rubric.objects.filter(updated_by__in=ids).values_list("pk", flat=True)
        delete_in_batches(Rubric, list(rubrics))
        delete_in_batches(User, ids)
        for model in (ScoreChange, ScoreBatch):  # the audit trail outlives real people alone
            field = "user_number" if model is ScoreChange else "by_number"
            made_up = model._base_manager.filter(**{f"{field}__in": ids})
            delete_in_batches(model, list(made_up.values_list("pk", flat=True)))
        people += len(ids)
        _restore(demo)
    return people


@in_transaction
def _restore(demo: DemoClass) -> None:
    for item in Item.objects.filter(pk__in=demo.dates):
        stored = demo.dates[str(item.pk)]
        if _dates(item) == stored["demo"]:
            before = dict(zip(DATES, map(_parsed, stored["before"]), strict=True))
            set_fields(item, before, by=None, reason=REASON)
            follow_file(item, DATES)
        SettingChange.objects.filter(item=item, by=None, reason=REASON).delete()
    demo.delete()


@in_transaction
def _make_people(
    course: Course, seed: int, password: str, count: int, now: datetime
) -> tuple[DemoClass, User, list[User]]:
    hashed = make_password(password)  # once: it is slow on purpose, and they share it
    teacher = _user(TEACHER, *names.TEACHER, hashed)
    learners = [
        _user(f"{PREFIX}{slugify(first)}", first, last, hashed)
        for first, last in names.STUDENTS[:count]
    ]
    demo = DemoClass.objects.create(course=course, seed=seed)
    User.objects.bulk_create([teacher, *learners])
    demo.people.set([teacher, *learners])
    roles = [(teacher, Role.INSTRUCTOR), *((learner, Role.STUDENT) for learner in learners)]
    Enrollment.objects.bulk_create(
        Enrollment(user=user, course=course, role=role) for user, role in roles
    )
    start = now - ENROLLED_BEFORE
    Enrollment.objects.filter(user__in=demo.people.all()).update(enrolled_at=start)
    demo.people.update(date_joined=start)
    return demo, teacher, learners


def _user(username: str, first: str, last: str, password: str) -> User:
    email = f"{username}@example.org"
    return User(username=username, first_name=first, last_name=last, email=email, password=password)


def _items_by_chapter(course: Course) -> list[list[Item]]:
    """Of each chapter, in its order, those on which a demo class works."""
    by_chapter: dict[int, list[Item]] = {}
    for item in items_of(course):
        if item.chapter_id:
            by_chapter.setdefault(item.chapter_id, []).append(item)
    chosen = []
    for items in by_chapter.values():
        wanted: set[int] = set()
        for kind in all_kinds():
            of_kind = [item for item in items if item.kind == kind.name]
            wanted |= {item.pk for item in kind.demo_items(of_kind)} if of_kind else set()
        chosen.append([item for item in items if item.pk in wanted])
    return chosen


def _turns(
    item: Item,
    chapter: int,
    dates: Dates,
    learners: Sequence[User],
    habits: Sequence[Student],
    seed: int,
    now: datetime,
) -> list[Turn]:
    turns = []
    for user, student in zip(learners, habits, strict=True):
        own = f"{seed}/{item.kind}/{item.slug}/{user.username}"
        tries, finished = tries_of(student, chapter, dates, now, own)
        if tries:
            turns.append(Turn(user, student.ability, tries, dates.due_at, own, finished))
    return turns


def _open(demo: DemoClass, item: Item) -> None:
    """Work of the past is done now; dates that would refuse it are set afterwards."""
    demo.dates[str(item.pk)] = {"before": _dates(item)}
    _set_dates(demo, item, dict.fromkeys(DATES))


def _set_dates(demo: DemoClass, item: Item, dates: Mapping[str, datetime | None]) -> None:
    demo.dates[str(item.pk)]["demo"] = [_text(dates[name]) for name in DATES]
    demo.save(update_fields=["dates"])
    set_fields(item, dates, by=None, reason=REASON)


def _dates(item: Item) -> list[str | None]:
    return [_text(getattr(item, name)) for name in DATES]


def _text(value: datetime | None) -> str | None:
    return value.isoformat() if value else None


def _parsed(text: str | None) -> datetime | None:
    return parse_datetime(text) if text else None


def _mark_read(
    items: Sequence[Item],
    learners: Sequence[User],
    habits: Sequence[Student],
    chapter: int,
    dates: Dates,
    now: datetime,
) -> None:
    """Who works on a chapter has read it, most of them."""
    if not items:
        return
    marks = []
    for number, (user, student) in enumerate(zip(learners, habits, strict=True)):
        began = student.chapters is None or chapter < student.chapters
        if began and number % 6 and dates.opens_at < now - timedelta(days=1):
            marks.append(Reading(chapter_id=items[0].chapter_id, user=user))
    Reading.objects.bulk_create(marks)
    Reading.objects.filter(user__in=learners, chapter_id=items[0].chapter_id).update(
        read_at=dates.opens_at + timedelta(hours=20)
    )


def _make_exceptions(demo: DemoClass, learners: Sequence[User], teacher: User, seed: int) -> None:
    """Two extensions, questions in every state, two scores set by hand, and an excuse."""
    rng = random.Random(f"{seed}/exceptions")
    items = list(Item.objects.filter(pk__in=demo.dates).order_by("position"))
    for user in rng.sample(list(learners), min(2, len(learners))) if items else ():
        item: Any = rng.choice(items)
        grant_extension(
            course=item.course,
            item=item,
            user=user,
            grant=Grant(due_at=item.due_at + timedelta(days=3)),
            reason="Illness",
            by=teacher,
        )
    _ask_questions(learners, teacher, rng)
    scores = Score.objects.filter(user__in=learners, fraction__lt=0.8).order_by("pk")
    for score in rng.sample(list(scores), min(2, len(scores))):
        at = score.updated_at + timedelta(days=1)
        with scores_recorded_at(score.item, score.user, at):
            override_score(
                item=score.item,
                user=score.user,
                fraction=min(1.0, (score.fraction or 0.0) + 0.1),
                reason="The statement was ambiguous; discussed in class.",
                by=teacher,
            )
    for score in scores.filter(override=None)[:1]:
        at = score.updated_at + timedelta(days=2)
        with scores_recorded_at(score.item, score.user, at):
            excuse_score(
                item=score.item,
                user=score.user,
                excused=True,
                reason="Ill for the whole week.",
                note="Doctor’s letter seen.",
                by=teacher,
            )


def _ask_questions(learners: Sequence[User], teacher: User, rng: random.Random) -> None:
    """About scores: open ones, answered ones, and one that is closed."""
    now = timezone.now()
    scores = list(Score.objects.filter(user__in=learners).order_by("pk"))
    chosen = rng.sample(scores, min(len(QUESTIONS), len(scores)))
    for number, (score, (question, answer)) in enumerate(zip(chosen, QUESTIONS, strict=False)):
        at = min(score.updated_at + timedelta(hours=3), now)
        thread = threads.ask(item=score.item, asker=score.user, place=SCORE, text=question, at=at)
        if answer:
            threads.write(
                thread=thread, author=teacher, text=answer, at=min(at + timedelta(hours=9), now)
            )
        if answer and number == 0:
            threads.close(thread=thread)
