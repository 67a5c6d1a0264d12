"""Grading handed-in attempts again by the newest revision: a dry run, then for good."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from courseware.gradebook.models import Score
from courseware.items.models import Item
from courseware.people.models import User
from quizzes import regrade, selectors
from quizzes.models import Attempt, QuizRevision, Regrade, Response, Variant
from quizzes.questions import Question, order_of
from quizzes.regrade import Given, Outcome, regraded
from quizzes.services.finishing import tell_gradebook
from quizzes.services.journal import note_all
from quizzes.services.locking import lock


@dataclass(frozen=True)
class Planned:
    """One attempt: its answers before and after, and whether a score set by hand stands."""

    attempt: Attempt
    outcomes: tuple[Outcome, ...]
    by_hand: bool

    @property
    def moved(self) -> tuple[Outcome, ...]:
        return tuple(each for each in self.outcomes if each.moves)

    @property
    def gain(self) -> float:
        return sum(each.gain for each in self.outcomes)

    @property
    def possible(self) -> float:
        return sum(each.points for each in self.outcomes)


def plan_regrade(*, item: Item) -> list[Planned]:
    """What grading again would change; changes nothing itself. Attempts that stay are left out."""
    revision = selectors.current_revision(item)
    keys = _Keys(revision)
    by_hand = set(
        Score.objects.filter(item=item, override__isnull=False).values_list("user", flat=True)
    )
    done = Attempt.objects.filter(item=item, submitted_at__isnull=False)
    planned = []
    for attempt in done.select_related("user", "revision", "item__course").order_by("pk"):
        responses = list(attempt.responses.select_related("variant"))
        outcomes = tuple(keys.outcome(attempt, each) for each in responses)
        plan = Planned(attempt, outcomes, attempt.user_id in by_hand)
        if plan.moved or abs(plan.possible - attempt.possible) > regrade.SAME:
            planned.append(plan)
    return planned


@transaction.atomic
def apply_regrade(*, item: Item, by: User, reason: str) -> Regrade:
    """Grades again, notes it in each attempt and tells the gradebook. Scores set by hand stand."""
    revision = selectors.current_revision(item)
    keys, now = _Keys(revision), timezone.now()
    changes = {}
    for plan in plan_regrade(item=item):
        attempt = lock(plan.attempt)
        before = attempt.earned
        _rewrite(attempt, keys, by)
        changes[str(attempt.pk)] = {
            "user": attempt.user.username,
            "number": attempt.number,
            "before": before,
            "after": attempt.earned,
        }
        tell_gradebook(attempt, reason="Graded again: ")
    return Regrade.objects.create(
        item=item, revision=revision, at=now, by=by, reason=reason[:300], changes=changes
    )


def _rewrite(attempt: Attempt, keys: _Keys, by: User) -> None:
    """Sets each answer to the mended question, so that the review shows the key that counted."""
    entries, earned, possible = [], 0.0, 0.0
    for response in attempt.responses.select_related("variant"):
        outcome = keys.outcome(attempt, response)
        if not outcome.kept:
            variant = keys.variant_for(response)
            if outcome.moves or variant.content != response.variant.content:
                response.variant, response.fraction = variant, outcome.fraction
                response.save(update_fields=["variant", "fraction"])
                data = {"fraction": outcome.fraction, "variant": variant.pk}
                data |= {"before": outcome.before, "after": outcome.after}
                entries.append(("regraded", response.question, data))
        earned += outcome.after or 0.0
        possible += outcome.points
    attempt.earned, attempt.possible = earned, possible
    attempt.save(update_fields=["earned", "possible"])
    note_all(attempt, entries, at=timezone.now(), by=by)


class _Keys:
    """The questions of a revision by id and number of the variant, read once."""

    def __init__(self, revision: QuizRevision) -> None:
        self.variants: dict[tuple[str, int], Variant] = {
            (each.question, each.number): each for each in revision.variants.all()
        }
        self.questions: dict[tuple[str, int], Question] = {}

    def variant_for(self, response: Response) -> Variant:
        return self.variants[response.question, response.variant.number]

    def outcome(self, attempt: Attempt, response: Response) -> Outcome:
        old = Question.from_plain(response.variant.content)
        given = Given(
            response.question,
            response.answer,
            response.fraction,
            old.points,
            [each["answer"] for each in response.tries],
            response.certainty,
        )
        return regraded(given, self._question(attempt, response), attempt.revision.delivery)

    def _question(self, attempt: Attempt, response: Response) -> Question | None:
        place = response.question, response.variant.number
        if place not in self.variants:
            return None
        if place not in self.questions:
            self.questions[place] = Question.from_plain(self.variants[place].content)
        return self.questions[place].arranged(order_of(attempt.seed, response.question))
