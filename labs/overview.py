"""What the site's lists show of labs: progress, work, and what an instructor should look at."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db.models import BigIntegerField, CharField, F, Max, Q, QuerySet, Value
from django.utils.translation import gettext as _

from courseware.gradebook.late_days import days_by_item
from courseware.items.class_hooks import People
from courseware.items.kinds import ItemState
from courseware.items.models import Course, Item
from courseware.items.progress import Progress, ProgressMap, of_people
from courseware.items.works import FlaggedWork, Work
from courseware.people.models import User
from courseware.people.policy import Access
from courseware.ui.meanings import words_of
from grader.results.verdicts import Verdict
from labs.models import WAITING, Draft, LabRevision, Purpose, State, StyleGrade, Submission
from labs.selectors import score_decision, submissions_of

MAX_FLAGGED = 100  # fits on a page


def states(items: Sequence[Item], user: User) -> dict[int, ItemState]:
    """How far the person has come, by item id; one query."""
    by_id = {item.id: item for item in items}
    by_item: dict[int, list[Submission]] = {}
    for submission in (
        Submission.objects.filter(item__in=items, user=user)
        .only("item_id", "purpose", "state", "score", "correctness", "late_by", "created_at")
        .order_by()
    ):
        by_item.setdefault(submission.item_id, []).append(submission)
    return {
        item_id: _state(by_id[item_id], submissions) for item_id, submissions in by_item.items()
    }


def _state(item: Item, submissions: Sequence[Submission]) -> ItemState:
    graded = [s for s in submissions if not s.is_trial]
    if any(s.is_waiting for s in graded):
        finished = [s for s in graded if not s.is_waiting]
        done = any(item.scores_held or s.correctness == 1 for s in finished)
        return ItemState("waiting", _("being graded"), done_before=done)
    if item.scores_held and any(s.state == State.DONE for s in graded):
        return ItemState("done", _("graded, not released"), pass_mark=0.0)
    decision = score_decision(item, graded)
    best = next((s for s in graded if decision and s.pk in decision.counting), None)
    if best is not None and best.correctness is None:
        return ItemState("started", _("cannot be shown"))
    if best is None:
        failed = any(s.state == State.FAILED for s in graded)
        text = _("could not be graded") if failed else _("tried, not submitted")
        return ItemState("started", text)
    if best.correctness == 1:
        return ItemState("done", _("all cases pass"), pass_mark=0.0)
    text = _("%(percent)d%% correct") % {"percent": int(100 * best.correctness)}
    return ItemState("started", text)


def progress(items: Sequence[Item], people: Collection[int]) -> ProgressMap:
    """How far many people have come; one query, and another where style is graded."""
    latest: dict[tuple[int, int], dict[str, int]] = {}
    styled = set()
    for item, user, purpose, state, pk in _submissions_drafts_and_styled(items, people):
        if purpose == _STYLED:
            styled.add(item)
            continue
        states = latest.setdefault((item, user), {})
        if purpose == Purpose.GRADED:
            states[state] = max(pk, states.get(state, 0))
    found = {key: _progress(states) for key, states in latest.items()}
    if styled:
        given = of_people(StyleGrade.objects.filter(item__in=styled), people)
        graded = set(given.values_list("item_id", "user_id"))
        for key, reached in found.items():
            if key[0] in styled and key not in graded and reached == Progress.HANDED_IN:
                found[key] = Progress.NEEDS_GRADING
    return found


_STYLED = "styled"


def _submissions_drafts_and_styled(items: Sequence[Item], people: Collection[int]) -> QuerySet[Any]:
    """Id of the item and person, purpose, state and id of each submission.

    A draft has none of the last three; a lab with points for style has a row of nobody. One query
    for all, as a page of the gradebook asks for it. Nothing is grouped: for that SQLite would read
    the labs' submissions of everybody.
    """
    nothing = {"state": Value("", CharField()), "work_id": Value(0, BigIntegerField())}
    columns = ("item_id", "user_id", "purpose", "state")
    submissions = of_people(Submission.objects.filter(item__in=items), people).order_by()
    drafts = of_people(Draft.objects.filter(item__in=items), people)
    revisions = LabRevision.objects.filter(item__in=items, current=True).exclude(style={})
    return (
        submissions.annotate(work_id=F("pk"))
        .values_list(*columns, "work_id")
        .union(
            drafts.annotate(purpose=Value("", CharField()), **nothing).values_list(
                *columns, "work_id"
            ),
            revisions.annotate(
                user_id=Value(0, BigIntegerField()), purpose=Value(_STYLED, CharField()), **nothing
            ).values_list(*columns, "work_id"),
            all=True,
        )
    )


def _progress(latest: Mapping[Any, int]) -> Progress:
    """Of the newest submission in each state; trial runs are none."""
    if any(state in latest for state in WAITING):
        return Progress.WAITING
    if latest.get(State.FAILED, 0) > latest.get(State.DONE, 0):
        return Progress.FAILED
    return Progress.HANDED_IN if latest else Progress.STARTED


def work(item: Item, user: User) -> list[Work]:
    """Graded submissions of a person, newest first."""
    return works([item], user).get(item.id, [])


def works(items: Sequence[Item], user: User) -> dict[int, list[Work]]:
    """`work` by item id, of the items that have any; two queries."""
    by_item: dict[int, list[Submission]] = {}
    graded = submissions_of(items, user).filter(purpose=Purpose.GRADED)
    for submission in graded.select_related("item__course"):
        by_item.setdefault(submission.item_id, []).append(submission)
    styles = {each.item_id: each for each in StyleGrade.objects.filter(item__in=by_item, user=user)}
    late_days = days_by_item([found[0].item for found in by_item.values()], user.pk)
    return {
        item_id: _work(found[0].item, found, styles.get(item_id), late_days.get(item_id, 0))
        for item_id, found in by_item.items()
    }


def _work(
    item: Item,
    submissions: Sequence[Submission],
    style: StyleGrade | None = None,
    late_days: int = 0,
) -> list[Work]:
    decision = score_decision(item, submissions, style, late_days)
    worth = decision.worth if decision else {}
    costs = decision.costs if decision else {}
    return [
        Work(
            title=_("Submission %(number)d") % {"number": len(submissions) - place},
            url=submission.get_absolute_url(),
            at=submission.created_at,
            state=status_text(submission),
            fraction=worth.get(submission.pk),
            counts=decision is not None and submission.pk in decision.counting,
            late_by=submission.late_by,
            cost=costs.get(submission.pk, ""),
        )
        for place, submission in enumerate(submissions)
    ]


def names(items: Sequence[Item]) -> dict[int, str]:
    """What labs are found by, by item id: numbers, tags, functions and what these do."""
    revisions = LabRevision.objects.filter(item__in=items, current=True)
    return {
        revision.item_id: " ".join(
            [
                revision.number,
                *revision.tags,
                *(f"{function['name']} {function['does']}" for function in revision.functions),
            ]
        )
        for revision in revisions.only("item_id", "number", "tags", "functions")
    }


def last_work(course: Course, users: People) -> dict[int, datetime]:
    """When each person last ran or submitted code in the course; one query."""
    submissions = Submission.objects.filter(item__course=course, user__in=users)
    return dict(submissions.order_by().values_list("user").annotate(Max("created_at")))


def flagged(access: Access) -> list[FlaggedWork]:
    """Submissions whose time is void, and those that the grader could not grade."""
    void = Submission.objects.filter(~Q(flag=""))
    failed = Submission.objects.filter(~Q(state=State.DONE), state=State.FAILED)
    found: list[int] = []
    for rows in (void, failed):  # one by one, as each has an index of its own
        of_course = access.within(rows.filter(item__course=access.course))
        newest = of_course.order_by("-created_at").values_list("pk", flat=True)
        found += newest[:MAX_FLAGGED]
    rows = Submission.objects.filter(pk__in=found).defer("code", "report")
    rows = rows.select_related("item__course", "user")
    return [
        FlaggedWork(
            title=submission.item.title,
            person=submission.user.display_name,
            url=submission.get_absolute_url(),
            at=submission.created_at,
            reason=submission.flag
            or _("The grader failed: %(error)s") % {"error": submission.grader_error},
        )
        for submission in rows.order_by("-created_at")[:MAX_FLAGGED]
    ]


def status_text(submission: Submission) -> str:
    """A submission's state or verdict in a few words."""
    if submission.is_waiting:
        return _("being graded")
    if submission.state == State.FAILED:
        return _("could not be graded")
    try:
        words = words_of(Verdict(submission.verdict))
    except ValueError:
        return _("cannot be shown")
    if submission.speed_held:
        return _("%(verdict)s, speed not measured yet") % {"verdict": words}
    return words
