"""Somebody's own attempt, as its open page asks for it every few seconds.

A whole class asks at once, so everything that a save or a look at the clock needs is found in one
query, whose SQL is made once.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.http import Http404

from courseware.people.models import User
from courseware.serving.prepared_queries import PreparedQuery
from quizzes.models import Attempt, Response
from quizzes.selectors.clocks import with_clock


def _rows(course: str, slug: str, pk: int, user: int, enrolled: bool) -> QuerySet[Attempt]:
    rows = Attempt.objects.filter(pk=pk, user_id=user)
    rows = rows.filter(item__slug=slug, item__course__slug=course, item__retired=False)
    return rows.filter(item__course__enrollments__user_id=user) if enrolled else rows


def _running(enrolled: bool) -> PreparedQuery:
    def build(**place: Any) -> QuerySet[Attempt]:
        return with_clock(_rows(**place, enrolled=enrolled), "").select_related("item", "revision")

    return PreparedQuery(build, course=str, slug=str, pk=int, user=int)


def _locked(enrolled: bool) -> PreparedQuery:
    def build(question: str, **place: Any) -> QuerySet[Response]:
        rows = _rows(**place, enrolled=enrolled)
        return _with_attempts(Response.objects.filter(attempt__in=rows, question=question))

    return PreparedQuery(build, course=str, slug=str, pk=int, user=int, question=str)


def _with_attempts(responses: QuerySet[Response]) -> QuerySet[Response]:
    """Locks both; what the clock and the question need is there."""
    rows = with_clock(responses, "attempt__").order_by()
    rows = rows.select_related("variant", "attempt__item", "attempt__revision")
    return rows.select_for_update(of=("self", "attempt"))


_VERSIONS = PreparedQuery(
    lambda attempt: Response.objects.filter(attempt_id=attempt).values_list("question", "version"),
    attempt=int,
)
_RUNNING = {enrolled: _running(enrolled) for enrolled in (True, False)}
_LOCKED = {enrolled: _locked(enrolled) for enrolled in (True, False)}


def versions_of(attempt: Attempt) -> dict[str, int]:
    """Which version of each answer stands, by question."""
    return dict(_VERSIONS(attempt=attempt.pk))


@dataclass(frozen=True)
class AttemptLookup:
    """The attempt of a person at an address, not asked for yet; ``enrolled``: while they are."""

    course: str
    slug: str
    pk: int
    user: int
    enrolled: bool = True

    @classmethod
    def at(cls, course: str, slug: str, pk: int, user: User) -> AttemptLookup:
        return cls(course, slug, pk, user.pk, enrolled=not user.is_superuser)

    @classmethod
    def of(cls, attempt: Attempt) -> AttemptLookup:
        item = attempt.item
        return cls(item.course.slug, item.slug, attempt.pk, attempt.user_id, enrolled=False)

    @property
    def _place(self) -> dict[str, Any]:
        return {"course": self.course, "slug": self.slug, "pk": self.pk, "user": self.user}

    @property
    def attempts(self) -> QuerySet[Attempt]:
        return _rows(**self._place, enrolled=self.enrolled)

    def running_or_404(self) -> Attempt:
        """The attempt with its clock."""
        for attempt in _RUNNING[self.enrolled](**self._place):
            return attempt
        raise Http404("There is no such attempt.")

    def locked(self, questions: set[str]) -> dict[str, Response]:
        """Of these questions those that it has, with their attempt, both locked."""
        if len(questions) == 1:  # nearly always: a script sends what has changed
            found = _LOCKED[self.enrolled](**self._place, question=next(iter(questions)))
        else:
            named = {question for question in questions if "\x00" not in question}
            rows = Response.objects.filter(attempt__in=self.attempts, question__in=named)
            found = list(_with_attempts(rows))
        return {each.question: each for each in found}

    def shown_questions_or_404(self) -> list[str]:
        """The questions that its page shows: all, or the one that is reached."""
        attempt = self.attempts.select_related("revision").first()
        if attempt is None:
            raise Http404("There is no such attempt.")
        responses = attempt.responses.order_by("position")
        if attempt.revision.delivery.one_way:
            responses = responses.filter(position=attempt.reached)
        return list(responses.values_list("question", flat=True))
