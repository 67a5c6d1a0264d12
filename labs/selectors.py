"""Look-ups of labs and submissions."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, QuerySet
from django.db.models.fields.json import KeyTransform
from django.http import Http404
from django.utils.translation import gettext as _

from courseware.gradebook.late_days import days_by_item, days_by_person
from courseware.gradebook.policy import Decision, GradedWork, policy_for
from courseware.items.models import Item
from courseware.items.progress import of_people
from courseware.outbox import selectors as outbox
from courseware.outbox.waiting import Place
from courseware.people.models import User
from courseware.people.policy import Access
from courseware.tracing import spans
from grader.lab.environment import Conditions, conditions_in
from labs.models import (
    GRADE_SUBMISSION,
    WAITING,
    Draft,
    LabRevision,
    Purpose,
    State,
    StyleGrade,
    Submission,
)
from labs.scores import combined

_IDS_PER_QUERY = 1000  # SQLite takes 32,766 parameters


def current_revision(item: Item) -> LabRevision:
    """The revision that new submissions are made on, without its files."""
    return LabRevision.objects.defer("files", "visible_cases").get(item=item, current=True)


def form_of(item: Item) -> list[dict[str, Any]]:
    """The fields that the lab asks for in place of code; none where it asks for code."""
    forms = LabRevision.objects.filter(item=item, current=True).values_list("form", flat=True)
    form: list[dict[str, Any]] = forms.get()
    return form


def conditions_of(revision: LabRevision) -> Conditions:
    """What submissions to the revision run under.

    It stands in the revision's ``lab.yaml``, which is looked up once in a process: pages leave the
    files out.
    """
    if revision.digest not in _conditions:
        text = (
            LabRevision.objects.filter(pk=revision.pk)
            .values_list(KeyTransform("lab.yaml", "files"), flat=True)
            .get()
        )
        if len(_conditions) >= _MAX_CONDITIONS:
            _conditions.clear()
        _conditions[revision.digest] = conditions_in(text or "")
    return _conditions[revision.digest]


_conditions: dict[str, Conditions] = {}
_MAX_CONDITIONS = 500


def submission_or_404(access: Access, slug: str, pk: int) -> Submission:
    """A submission that a person may see: their own, or those of their students."""
    found = Submission.objects.filter(pk=pk, item__course=access.course, item__slug=slug)
    related = found.select_related("item__course", "revision", "user")
    submission = related.defer("seed", "revision__files", "revision__visible_cases").first()
    if submission is None or not access.may_see(submission.user_id):
        raise Http404(_("There is no such submission."))
    return submission


def submission_history(item: Item, user: User) -> QuerySet[Submission]:
    """All that the person chose to run on the lab, newest first, without the bulky columns."""
    bulky = ("files", "visible_cases", "statement", "starter", "hints")
    related = submissions_of([item], user).select_related("item__course", "revision")
    return related.defer("code", "report", "seed", *(f"revision__{name}" for name in bulky))


def submissions_of(items: Sequence[Item], user: User) -> QuerySet[Submission]:
    """As `submission_history`, of several labs."""
    own = Submission.objects.filter(item__in=items, user=user, automatic=False)
    return own.defer("code", "report", "seed")


def latest_submission(item: Item, user: User) -> Submission | None:
    """The person's last submission or trial, with its code and report."""
    own = Submission.objects.filter(item=item, user=user).defer("seed")
    return own.select_related("item__course", "user").first()


def draft_of(item: Item, user: User) -> Draft | None:
    """What the person has in the editor and has not submitted."""
    return Draft.objects.filter(item=item, user=user).first()


def own_submission(item: Item, user: User, pk: int) -> Submission:
    """One of the person's own, with its code and report."""
    own = Submission.objects.filter(item=item, user=user, pk=pk).defer("seed")
    submission = own.select_related("item__course", "user").first()
    if submission is None:
        raise Http404(_("There is no such submission."))
    return submission


def graded_submissions(item: Item, user: User) -> QuerySet[Submission]:
    """The person's submissions that have a score, without the bulky columns."""
    own = Submission.objects.filter(
        item=item, user=user, purpose=Purpose.GRADED, score__isnull=False
    )
    return own.only("purpose", "score", "late_by", "created_at").order_by()


def earlier_measures(submission: Submission) -> list[Any]:
    """What the person's graded submissions before this one have reached, without other columns."""
    earlier = Submission.objects.filter(
        item_id=submission.item_id,
        user_id=submission.user_id,
        pk__lt=submission.pk,
        purpose=Purpose.GRADED,
        state=State.DONE,
    )
    measures = KeyTransform("measures", KeyTransform("result", "report"))
    found = earlier.order_by().annotate(measures=measures).values_list("measures", flat=True)
    return [each for each in found if each is not None]


def score_decision(
    item: Item,
    submissions: Iterable[Submission],
    style: StyleGrade | None = None,
    late_days: int = 0,
) -> Decision | None:
    """What the score policy makes of one person's submissions; ids are primary keys.

    ``style`` is what a person gave for how the code reads, which is a part of the score.
    ``late_days`` are those that the student has used for the lab.
    """
    works = [
        GradedWork(
            submission.pk,
            combined(submission.score / 100, style),
            submission.created_at,
            submission.late_by,
        )
        for submission in submissions
        if not submission.is_trial and submission.score is not None
    ]
    return policy_for(item, late_days=late_days).decide(works)


def decisions(
    items: Sequence[Item], people: Collection[int]
) -> dict[tuple[int, int], tuple[float, timedelta]]:
    """By ids of item and person, what the policy makes of the submissions.

    Two queries, and some where the course has late days.
    """
    by_id = {item.pk: item for item in items}
    graded = Submission.objects.filter(
        item__in=items, purpose=Purpose.GRADED, score__isnull=False
    ).only("item_id", "user_id", "purpose", "score", "late_by", "created_at")
    theirs: dict[tuple[int, int], list[Submission]] = {}
    for submission in of_people(graded, people).order_by():
        theirs.setdefault((submission.item_id, submission.user_id), []).append(submission)
    given = of_people(StyleGrade.objects.filter(item__in=items), people)
    styles = {(style.item_id, style.user_id): style for style in given.defer("grade")}
    days = days_by_person(items, {person for _, person in theirs})
    found = {}
    for place, submissions in theirs.items():
        item, late_days = by_id[place[0]], days.get(place[1], {}).get(place[0], 0)
        decision = score_decision(item, submissions, styles.get(place), late_days)
        if decision is not None:
            found[place] = (decision.fraction, decision.late_by)
    return found


def counting_ids(item: Item, user: User) -> tuple[int, ...]:
    """Ids of the person's submissions that make the score."""
    decision = decision_for(item, user)
    return decision.counting if decision else ()


def score_of(item: Item, user: User) -> float | None:
    """Of 100."""
    decision = decision_for(item, user)
    return 100 * decision.fraction if decision else None


def decision_for(item: Item, user: User) -> Decision | None:
    """What the person's graded submissions make together."""
    style = style_grade_of(item, user)
    late_days = days_by_item([item], user.pk).get(item.pk, 0)
    return score_decision(item, graded_submissions(item, user), style, late_days)


def style_grade_of(item: Item, user: User) -> StyleGrade | None:
    """What a person gave for the style of the student's code."""
    return StyleGrade.objects.filter(item=item, user=user).first()


@dataclass(frozen=True)
class Progress:
    """How far grading has come: two are equal when a page would look the same."""

    finished: bool
    state: str
    cases: int
    retry_at: datetime | None
    correct: bool = False
    place: int = 0  # in the queue; 0 where it is in none


def progress_of(pks: Sequence[int]) -> dict[int, Progress]:
    """By id; a query for each thousand, and a few where some wait. One that is gone is finished."""
    found = dict.fromkeys(pks, Progress(True, "", 0, None))
    for start in range(0, len(pks), _IDS_PER_QUERY):
        rows = (
            Submission.objects.filter(pk__in=pks[start : start + _IDS_PER_QUERY])
            .order_by()
            .values_list("pk", "state", "not_before", "correctness")
            .annotate(Count("cases"))
        )
        rows = list(rows)
        places = queue_places([pk for pk, state, *_ in rows if state == State.QUEUED])
        for pk, state, retry_at, correctness, cases in rows:
            finished, correct, place = (
                state not in WAITING,
                correctness == 1.0,
                _number(places.get(pk)),
            )
            found[pk] = Progress(finished, state, cases, retry_at, correct, place)
    return found


def _number(place: Place | None) -> int:
    return place.number if place else 0


def traceparent_of(submission: Submission) -> str:
    """Of the trace of its grading; empty, and no query, while nothing is traced."""
    return outbox.traceparent_of(GRADE_SUBMISSION, submission.pk) if spans.is_on() else ""


def queue_places(pks: Sequence[int]) -> dict[int, Place]:
    """The place in the queue of submissions that wait, by id; no queries for none."""
    return outbox.queue_places(GRADE_SUBMISSION, pks) if pks else {}
