"""How far people have come with quizzes, and their work, as the site's pages list them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Max, Q, QuerySet, Sum
from django.db.models.fields.json import KeyTransform
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from courseware.gradebook.late_days import days_by_item
from courseware.gradebook.policy import Decision
from courseware.items.class_hooks import People
from courseware.items.kinds import ItemState
from courseware.items.models import Course, Item
from courseware.items.progress import Progress, ProgressMap, of_people
from courseware.items.works import Work
from courseware.people.clock import shown_time
from courseware.people.models import User
from quizzes.contract.question_type import GradedBy
from quizzes.models import Attempt, Response
from quizzes.selectors.attempts import attempts_of
from quizzes.selectors.scores import closed_for_everyone, decision_and_release
from quizzes.types import question_type, type_names


def states(items: Sequence[Item], user: User) -> dict[int, ItemState]:
    """How far a person has come with each quiz; one query for all."""
    attempts = (
        Attempt.objects.filter(item__in=items, user=user)
        .annotate(
            questions=Count("responses"),
            answered=Count("responses", filter=Q(responses__answer__isnull=False)),
            pass_mark=KeyTransform("pass", "revision__content"),
            slots=KeyTransform("slots", "revision__content"),
        )
        .order_by("number")
    )
    found: dict[int, ItemState] = {}
    done: set[int] = set()
    for attempt in attempts:
        state = _state(attempt)
        found[attempt.item_id] = replace(state, done_before=attempt.item_id in done)
        if state.name == "done":
            done.add(attempt.item_id)
    return found


def _state(attempt: Any) -> ItemState:
    """Of one attempt, with its counts."""
    if attempt.waiting:
        return ItemState("waiting", _waiting_words(attempt.slots))
    if not attempt.is_open:
        mark = attempt.pass_mark
        state = ItemState("done", _("submitted"))
        return state if mark is None else replace(state, pass_mark=float(mark))
    words = _("%(answered)d of %(total)d answered") % {
        "answered": attempt.answered,
        "total": attempt.questions,
    }
    return ItemState("started", words)


def progress(items: Sequence[Item], people: Collection[int]) -> ProgressMap:
    """How far many people have come; one query, and another where answers wait."""
    rows = (
        of_people(Attempt.objects.filter(item__in=items), people)
        .order_by()
        .values_list("item_id", "user_id")
        .annotate(submitted=Count("submitted_at"), ungraded=Sum("waiting"))
    )
    found: ProgressMap = {}
    for item, user, submitted, ungraded in rows:
        handed_in = Progress.WAITING if ungraded else Progress.HANDED_IN
        found[item, user] = handed_in if submitted else Progress.STARTED
    if Progress.WAITING in found.values():
        found |= dict.fromkeys(_for_graders(items, people), Progress.NEEDS_GRADING)
    return found


def _for_graders(items: Sequence[Item], people: Collection[int]) -> QuerySet[Any]:
    """Ids of quizzes and people with answers that a person has to grade."""
    types = [name for name in type_names() if question_type(name).graded_by is GradedBy.PERSON]
    answers = Response.objects.filter(
        attempt__item__in=items,
        attempt__waiting__gt=0,
        attempt__submitted_at__isnull=False,
        fraction=None,
        variant__content__type__in=types,
    )
    return of_people(answers, people, "attempt__user").values_list(
        "attempt__item_id", "attempt__user_id"
    )


def last_work(course: Course, users: People) -> dict[int, datetime]:
    """When each person last began or submitted an attempt in the course; one query."""
    attempts = Attempt.objects.filter(item__course=course, user__in=users).order_by()
    last = Max(Coalesce("submitted_at", "started_at"))
    return dict(attempts.values_list("user").annotate(last=last))


def work(item: Item, user: User) -> list[Work]:
    """All attempts of a person at a quiz, newest first."""
    attempts = attempts_of(item, user)
    return _works({item.id: attempts} if attempts else {}, user).get(item.id, [])


def works(items: Sequence[Item], user: User) -> dict[int, list[Work]]:
    """`work` by item id, of the quizzes that were begun.

    One query for all attempts, one where a quiz is closed, and some where there are late days.
    """
    by_id = {item.id: item for item in items}
    by_item: dict[int, list[Attempt]] = {}
    attempts = Attempt.objects.filter(item__in=items, user=user).select_related("revision")
    for attempt in attempts.order_by("-number"):
        attempt.item = by_id[attempt.item_id]
        by_item.setdefault(attempt.item_id, []).append(attempt)
    return _works(by_item, user)


def _works(by_item: Mapping[int, Sequence[Attempt]], user: User) -> dict[int, list[Work]]:
    now, items = shown_time(), [attempts[0].item for attempts in by_item.values()]
    closed, late_days = closed_for_everyone(items, now), days_by_item(items, user.pk)
    return {
        item_id: _work(
            attempts, *decision_and_release(attempts, now, late_days=late_days, closed=closed)
        )
        for item_id, attempts in by_item.items()
    }


def _work(attempts: Sequence[Attempt], decision: Decision | None, out: bool) -> list[Work]:
    counting = decision.counting if decision and out else ()
    worth = decision.worth if decision and out else {}
    costs = decision.costs if decision and out else {}
    return [
        Work(
            title=_("Attempt %(number)d") % {"number": attempt.number},
            url=attempt.get_absolute_url(),
            at=attempt.submitted_at or attempt.started_at,
            state=_state_words(attempt),
            fraction=worth.get(attempt.number),
            counts=attempt.number in counting,
            late_by=attempt.late_by,
            cost=costs.get(attempt.number, ""),
            facts=(_("revision %(number)d") % {"number": attempt.revision.number},),
        )
        for attempt in attempts
    ]


def late_work(
    course: Course, people: Collection[int]
) -> list[tuple[int, int, datetime, timedelta]]:
    """What the people (ids) handed in late at the course's quizzes; practice is never late."""
    late = Attempt.objects.filter(
        item__course=course, submitted_at__isnull=False, late_by__gt=timedelta()
    )
    received = Coalesce("answered_at", "submitted_at")
    rows = of_people(late, people).order_by("pk")
    return list(rows.values_list("user_id", "item_id", received, "late_by"))


def _state_words(attempt: Attempt) -> str:
    if attempt.is_open:
        return _("in progress")
    if attempt.waiting:
        return _waiting_words(attempt.revision.content.get("slots", []))
    return _("submitted")


def _waiting_words(slots: Sequence[Mapping[str, Any]]) -> str:
    """A person takes days, a worker seconds."""
    for slot in slots:
        if question_type(slot["type"]).graded_by is GradedBy.PERSON:
            return _("submitted, waiting for grading")
    return _("being graded")
