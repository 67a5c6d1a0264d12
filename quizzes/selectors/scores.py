"""Which attempts count, and what of them may be seen."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from functools import partial

from courseware.database.row_errors import read_or_default
from courseware.deadlines.selectors import allowance_of, latest_windows
from courseware.gradebook.late_days import days_by_item, days_by_person
from courseware.gradebook.policy import Decision, GradedWork, policy_for
from courseware.items.models import Item
from courseware.items.progress import of_people
from courseware.people.clock import shown_time
from quizzes.delivery.visibility import Visibility, visibility_of
from quizzes.models import Attempt, QuizRevision
from quizzes.selectors.eligibility import attempts_allowed


def decision_on(
    attempts: Sequence[Attempt], late_days: Mapping[int, int] | None = None
) -> Decision | None:
    """What the score policy makes of a person's attempts, newest first, by the rule of the newest.

    Ids are the attempts' numbers. ``late_days`` that the person used, by item id, save looking
    them up.
    """
    if not attempts:
        return None
    latest = attempts[0]
    works = [
        GradedWork(
            attempt.number,
            attempt.fraction,
            attempt.submitted_at or attempt.started_at,
            attempt.late_by,
            attempt.received_at,
        )
        for attempt in attempts
        if attempt.fraction is not None
    ]
    if late_days is None:
        late_days = days_by_item([latest.item], latest.user_id)
    policy = policy_for(
        latest.item, latest.revision.delivery.grading, late_days.get(latest.item_id, 0)
    )
    return policy.decide(works)


def decisions(
    items: Sequence[Item], people: Collection[int]
) -> dict[tuple[int, int], tuple[float, timedelta]]:
    """By ids of item and person, what the policy makes of the attempts.

    Three queries, and some where the course has late days.
    """
    by_id = {item.pk: item for item in items}
    revisions = QuizRevision.objects.in_bulk(
        list(QuizRevision.objects.filter(item__in=items).values_list("pk", flat=True))
    )
    submitted = Attempt.objects.filter(item__in=items, submitted_at__isnull=False)
    theirs: dict[tuple[int, int], list[Attempt]] = {}
    for attempt in of_people(submitted, people).order_by("-number"):
        attempt.item, attempt.revision = by_id[attempt.item_id], revisions[attempt.revision_id]
        theirs.setdefault((attempt.item_id, attempt.user_id), []).append(attempt)
    days = days_by_person(items, {person for _, person in theirs})
    found = {}
    for place, attempts in theirs.items():
        decide = partial(decision_on, attempts, days.get(place[1], {}))
        decision = read_or_default(decide, None, row=attempts[0], what="counted")
        if decision is not None and not attempts[0].revision.delivery.practice:
            found[place] = (decision.fraction, decision.late_by)
    return found


def decision_and_release(
    attempts: Sequence[Attempt],
    now: datetime,
    *,
    late_days: Mapping[int, int] | None = None,
    closed: Collection[int] | None = None,
) -> tuple[Decision | None, bool]:
    """The decision and whether its score is released; neither where an attempt cannot be read.

    What was looked up for many quizzes together can be given: ``late_days`` that the person used,
    by item id, and ids of those that are `closed_for_everyone`.
    """
    if not attempts:
        return None, True
    latest = attempts[0]
    decision = read_or_default(
        lambda: decision_on(attempts, late_days), None, row=latest, what="counted"
    )
    return decision, read_or_default(
        lambda: is_score_released(latest, now, closed), False, row=latest, what="counted"
    )


def decision_for_owner(attempts: Sequence[Attempt], now: datetime) -> tuple[Decision | None, bool]:
    """As `decision_and_release`, and nothing is released while the instructor holds it back."""
    decision, out = decision_and_release(attempts, now)
    return decision, out and not any(attempt.item.scores_held for attempt in attempts[:1])


def is_closed_for_everyone(item: Item, now: datetime) -> bool:
    """Whether nobody can work on the quiz any more, not even those with more time."""
    return bool(closed_for_everyone([item], now))


def closed_for_everyone(items: Sequence[Item], now: datetime) -> set[int]:
    """Ids of those for which `is_closed_for_everyone`. One query, none where none is closed."""
    closed = [item for item in items if item.closes_at is not None and now > item.closes_at]
    return {
        pk
        for pk, window in latest_windows(closed).items()
        if window.closes_at is not None and now > window.closes_at
    }


def is_score_released(
    attempt: Attempt, now: datetime, closed: Collection[int] | None = None
) -> bool:
    """Whether the person may see the score, so that the gradebook may have it.

    ``closed`` are ids of quizzes that are `closed_for_everyone`, where they were looked up.
    """
    if attempt.revision.delivery.review.score != "closed":
        return True
    if closed is None:
        return is_closed_for_everyone(attempt.item, now)
    return attempt.item_id in closed


def owner_visibility(attempt: Attempt, now: datetime | None = None) -> Visibility:
    """What the person may see of their attempt now."""
    if attempt.is_open:
        return Visibility()
    now = now or shown_time()
    item, user, delivery = attempt.item, attempt.user, attempt.revision.delivery
    finished = Attempt.objects.filter(item=item, user=user, submitted_at__isnull=False).count()
    allowed = attempts_allowed(attempt.revision, allowance_of(item, user))
    visible = visibility_of(
        delivery.review,
        handed_in=True,
        none_left=allowed is not None and finished >= allowed,
        closed=is_closed_for_everyone(item, now),
        all_right=attempt.fraction == 1.0 and delivery.review.score == "handed-in",
    )
    # The key and the explanations would tell the score.
    return Visibility(question=visible.question) if item.scores_held else visible
