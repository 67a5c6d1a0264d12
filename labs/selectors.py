"""Look-ups of labs and submissions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Min, Q, QuerySet
from django.http import Http404

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


def best_of(submissions: Iterable[Submission]) -> Submission | None:
    """The one that counts: the best; of equals one in time, then the first."""
    graded = [s for s in submissions if not s.is_trial and s.score is not None]
    return min(graded, key=lambda s: (-s.score, s.late, s.created_at, s.pk), default=None)


def counting(item: Item, user: User) -> Submission | None:
    """As `best_of`, of all that the person has handed in."""
    graded = history(item, user).filter(purpose=Purpose.GRADED, score__isnull=False)
    return graded.order_by("-score", "late", "created_at", "id").first()


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
    tried: dict[int, list[Submission]] = {}
    for submission in (
        Submission.objects.filter(item__in=items, user=user)
        .only("item_id", "purpose", "state", "score", "correctness", "late", "created_at")
        .order_by()
    ):
        tried.setdefault(submission.item_id, []).append(submission)
    return {item_id: _state(submissions) for item_id, submissions in tried.items()}


def _state(submissions: Sequence[Submission]) -> ItemState:
    graded = [s for s in submissions if not s.is_trial]
    if any(s.is_waiting for s in graded):
        return ItemState("waiting", "being graded")
    best = best_of(graded)
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
    best = best_of(mine)
    return [
        Work(
            title=f"Submission {len(mine) - place}",
            url=submission.get_absolute_url(),
            at=submission.created_at,
            state=says(submission),
            fraction=None if submission.score is None else submission.score / 100,
            counts=submission == best,
            facts=("late",) if submission.late else (),
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
