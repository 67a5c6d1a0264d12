"""A person's own attempt, which its open page requests every few seconds.

A whole class does so at once. So everything that a save or a look at the clock needs comes with one
query, whose SQL is compiled once.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from django.utils.translation import gettext as _

from courseware.people.models import Role, User
from courseware.serving.prepared_queries import PreparedQuery
from quizzes.models import Attempt, Response
from quizzes.selectors.clocks import with_clock

MAY_WORK = [role for role in Role.values if role != Role.OBSERVER]


def _rows(course: str, slug: str, pk: int, user: int, enrolled: bool) -> QuerySet[Attempt]:
    rows = Attempt.objects.filter(pk=pk, user_id=user)
    rows = rows.filter(item__slug=slug, item__course__slug=course, item__retired=False)
    if not enrolled:
        return rows
    mine: dict[str, Any] = {"item__course__enrollments__user_id": user}
    return rows.filter(**mine, item__course__enrollments__role__in=MAY_WORK)


def _attempt(enrolled: bool) -> PreparedQuery:
    def build(**place: Any) -> QuerySet[Attempt]:
        return with_clock(_rows(**place, enrolled=enrolled), "").select_related("item", "revision")

    return PreparedQuery(build, course=str, slug=str, pk=int, user=int)


def _locked(enrolled: bool) -> PreparedQuery:
    def build(question: str, **place: Any) -> QuerySet[Response]:
        rows = _rows(**place, enrolled=enrolled)
        return _with_attempts(Response.objects.filter(attempt__in=rows, question=question))

    return PreparedQuery(build, course=str, slug=str, pk=int, user=int, question=str)


def _with_attempts(responses: QuerySet[Response]) -> QuerySet[Response]:
    """The responses and attempts, locked, with what the clock and the question need."""
    rows = with_clock(responses, "attempt__").order_by()
    rows = rows.select_related("variant", "attempt__item", "attempt__revision")
    return rows.select_for_update(of=("self", "attempt"))


_SAVED_VERSIONS = PreparedQuery(
    lambda attempt: Response.objects.filter(attempt_id=attempt).values_list("question", "version"),
    attempt=int,
)
_ATTEMPT = {enrolled: _attempt(enrolled) for enrolled in (True, False)}
_LOCKED = {enrolled: _locked(enrolled) for enrolled in (True, False)}


def versions_of(attempt: Attempt) -> dict[str, int]:
    """The saved version of each answer, by question."""
    return dict(_SAVED_VERSIONS(attempt=attempt.pk))


@dataclass(frozen=True)
class AttemptLookup:
    """Where a person's attempt is; it is looked up when needed.

    ``enrolled``: found only while the person is enrolled, and does not only observe.
    """

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

    def attempt_or_404(self) -> Attempt:
        """The attempt with its clock."""
        for attempt in _ATTEMPT[self.enrolled](**self._place):
            return attempt
        raise Http404(_("There is no such attempt."))

    def locked(self, questions: set[str]) -> dict[str, Response]:
        """The responses to those of the questions that the attempt has, locked with the attempt."""
        if len(questions) == 1:  # nearly always: a script sends what changed
            found = _LOCKED[self.enrolled](**self._place, question=next(iter(questions)))
        else:
            storable = {question for question in questions if "\x00" not in question}
            rows = Response.objects.filter(attempt__in=self.attempts, question__in=storable)
            found = list(_with_attempts(rows))
        return {response.question: response for response in found}

    def page_questions_or_404(self) -> list[str]:
        """The questions on its page: all, or the one that is reached."""
        attempt = self.attempts.select_related("revision").first()
        if attempt is None:
            raise Http404(_("There is no such attempt."))
        responses = attempt.responses.order_by("position")
        if attempt.revision.delivery.one_way:
            responses = responses.filter(position=attempt.reached)
        return list(responses.values_list("question", flat=True))
