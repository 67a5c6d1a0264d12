"""Look-ups of labs and submissions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Min, Q, QuerySet
from django.http import Http404

from courseware.gradebook.policy import Decision, GradedWork, policy_for
from courseware.items.kinds import Flagged, ItemState, Work
from courseware.items.models import Course, Item
from courseware.people.models import User
from grader.results.verdicts import Verdict
from labs.models import WAITING, LabRevision, Purpose, State, Submission

MOST_FLAGGED = 100


def current_revision(item: Item) -> LabRevision:
    """The revision that new submissions are made on, without its files."""
    return LabRevision.objects.defer("files").get(item=item, current=True)


def submission_or_404(
    *, course: Course, slug: str, pk: int, viewer: User, manages: bool
) -> Submission:
    """A submission that the viewer may see: the person's own, or any for who manages the course."""
    visible = Submission.objects.filter(pk=pk, item__course=course, item__slug=slug)
    if not manages:
        visible = visible.filter(user=viewer)
    related = visible.select_related("item__course", "revision", "user")
    submission = related.defer("seed", "revision__files").first()
    if submission is None:
        raise Http404("There is no such submission.")
    return submission


def history(item: Item, user: User) -> QuerySet[Submission]:
    """All that the person has chosen to run on the lab, newest first, without the bulky columns."""
    mine = Submission.objects.filter(item=item, user=user, automatic=False)
    return mine.select_related("item__course").defer("code", "report", "seed")


def latest(item: Item, user: User) -> Submission | None:
    """The person's last submission or trial, with its code and report."""
    mine = Submission.objects.filter(item=item, user=user).defer("seed")
    return mine.select_related("item__course", "user").first()


def own_submission(item: Item, user: User, pk: int) -> Submission:
    """One of the person's own, with its code and report."""
    mine = Submission.objects.filter(item=item, user=user, pk=pk).defer("seed")
    submission = mine.select_related("item__course", "user").first()
    if submission is None:
        raise Http404("There is no such submission.")
    return submission


def graded(item: Item, user: User) -> QuerySet[Submission]:
    """The person's submissions that have a score, without the bulky columns."""
    mine = Submission.objects.filter(
        item=item, user=user, purpose=Purpose.GRADED, score__isnull=False
    )
    return mine.only("purpose", "score", "late_by", "created_at").order_by()


def decision_on(item: Item, submissions: Iterable[Submission]) -> Decision | None:
    """What the score policy makes of one person's submissions; ids are primary keys."""
    works = [
        GradedWork(submission.pk, submission.score / 100, submission.created_at, submission.late_by)
        for submission in submissions
        if not submission.is_trial and submission.score is not None
    ]
    return policy_for(item).decide(works)


def counting(item: Item, user: User) -> tuple[int, ...]:
    """Ids of the person's submissions that make the score."""
    decision = decision_on(item, graded(item, user))
    return decision.counting if decision else ()


_PER_QUERY = 1000  # ids


@dataclass(frozen=True)
class Progress:
    """A submission's state, cheap to read: two are equal when a page would look the same."""

    finished: bool
    state: str
    cases: int
    again: datetime | None


def progress_of(pks: Sequence[int]) -> dict[int, Progress]:
    """By id; a query for each thousand. A submission that is gone is finished."""
    found = dict.fromkeys(pks, Progress(True, "", 0, None))
    for start in range(0, len(pks), _PER_QUERY):
        rows = (
            Submission.objects.filter(pk__in=pks[start : start + _PER_QUERY])
            .order_by()
            .values_list("pk", "state", "not_before")
            .annotate(Count("cases"))
        )
        for pk, state, again, cases in rows:
            found[pk] = Progress(state not in WAITING, state, cases, again)
    return found


# -- for the site's lists -------------------------------------------------------------------------
def states(items: Sequence[Item], user: User) -> dict[int, ItemState]:
    """How far the person has come, by item id; one query."""
    by_id = {item.id: item for item in items}
    tried: dict[int, list[Submission]] = {}
    for submission in (
        Submission.objects.filter(item__in=items, user=user)
        .only("item_id", "purpose", "state", "score", "correctness", "late_by", "created_at")
        .order_by()
    ):
        tried.setdefault(submission.item_id, []).append(submission)
    return {item_id: _state(by_id[item_id], submissions) for item_id, submissions in tried.items()}


def _state(item: Item, submissions: Sequence[Submission]) -> ItemState:
    graded = [s for s in submissions if not s.is_trial]
    if any(s.is_waiting for s in graded):
        return ItemState("waiting", "being graded")
    decision = decision_on(item, graded)
    best = next((s for s in graded if decision and s.pk in decision.counting), None)
    if best is not None and best.correctness is None:
        return ItemState("started", "cannot be shown")
    if best is None:
        failed = any(s.state == State.FAILED for s in graded)
        return ItemState("started", "could not be graded" if failed else "tried, not handed in")
    if best.correctness == 1:
        return ItemState("done", "all cases pass")
    return ItemState("started", f"{int(100 * best.correctness)}\u00a0% right")


def work(item: Item, user: User) -> list[Work]:
    """Graded submissions of a person, newest first."""
    mine = list(history(item, user).filter(purpose=Purpose.GRADED))
    decision = decision_on(item, mine)
    worth = decision.worth if decision else {}
    return [
        Work(
            title=f"Submission {len(mine) - place}",
            url=submission.get_absolute_url(),
            at=submission.created_at,
            state=says(submission),
            fraction=worth.get(submission.pk),
            counts=decision is not None and submission.pk in decision.counting,
            late_by=submission.late_by,
        )
        for place, submission in enumerate(mine)
    ]


def flagged(course: Course) -> list[Flagged]:
    """Submissions whose time is void, and those that the grader could not grade."""
    found = Submission.objects.filter(~Q(flag="") | Q(state=State.FAILED), item__course=course)
    rows = (
        found.defer("code", "report").select_related("item__course", "user").order_by("-created_at")
    )
    return [
        Flagged(
            title=submission.item.title,
            person=submission.user.display_name,
            url=submission.get_absolute_url(),
            at=submission.created_at,
            reason=submission.flag or f"The grader could not grade it: {submission.trouble}",
        )
        for submission in rows.order_by("-created_at")[:MOST_FLAGGED]
    ]


def says(submission: Submission) -> str:
    """A submission's state or verdict in a word or two."""
    if submission.is_waiting:
        return "being graded"
    if submission.state == State.FAILED:
        return "could not be graded"
    try:
        return Verdict(submission.verdict).words
    except ValueError:
        return "cannot be shown"


# -- for who runs the site ------------------------------------------------------------------------
@dataclass(frozen=True)
class Queue:
    """How grading stands: counts, and since when the oldest has waited."""

    queued: int
    running: int
    failed: int
    troubled: int
    oldest: datetime | None


def queue() -> Queue:
    open_ones = Submission.objects.filter(~Q(state=State.DONE))
    figures = open_ones.aggregate(
        queued=Count("pk", filter=Q(state=State.QUEUED)),
        running=Count("pk", filter=Q(state=State.RUNNING)),
        failed=Count("pk", filter=Q(state=State.FAILED)),
        troubled=Count("pk", filter=Q(state__in=WAITING) & ~Q(trouble="")),
        oldest=Min("created_at", filter=Q(state__in=WAITING)),
    )
    return Queue(**figures)
