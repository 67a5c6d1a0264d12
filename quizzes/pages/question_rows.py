"""What the pages of open and of submitted attempts have in common."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from courseware.database.row_errors import read_or_default
from courseware.people.models import User
from courseware.ui.formatting import number, plural_count, point_places
from quizzes import selectors
from quizzes.contract.question_type import GradedBy
from quizzes.delivery.settings import Delivery
from quizzes.models import Attempt
from quizzes.questions.question import Question
from quizzes.selectors import AttemptQuestion

FULL = 1 - 1e-12  # a fraction that is 1 but for rounding


def attempt_context(attempt: Attempt, viewer: User) -> dict[str, Any]:
    """What every page of an attempt needs; ``watching`` is somebody else than its owner."""
    return {
        "attempt": attempt,
        "item": attempt.item,
        "revision": attempt.revision,
        "watching": attempt.user_id != viewer.pk,
        "one_way": attempt.revision.delivery.one_way and attempt.user_id == viewer.pk,
    }


def with_sections(delivery: Delivery, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Gives the first row of each section its section, whose heading is shown above it."""
    previous = None
    for row in rows:
        section = delivery.section_of(row["question"].id)
        row["section"] = section if section != previous else None
        previous = section
    return rows


def state_of(
    fraction: float | None, answer: Any, question: Question | None = None
) -> dict[str, str]:
    """The state of an answer, as the design system names it and in words."""
    if fraction is None:
        manual = question and question.question_type.graded_by is GradedBy.PERSON
        words = _("Submitted, waiting for grading") if manual else _("Being graded")
        return {"state": "waiting", "state_words": words}
    if fraction >= FULL:
        return {"state": "right", "state_words": _("Correct")}
    if answer is None:
        return {"state": "wrong", "state_words": _("Left blank")}
    if fraction > 0:
        return {"state": "partly", "state_words": _("Partially correct")}
    return {"state": "wrong", "state_words": _("Incorrect")}


def describe_points(count: float | None) -> str:
    """`2 points`; empty where nothing counts."""
    if count is None:
        return ""
    text = ngettext("%(points)s point", "%(points)s points", plural_count(count))
    return text % {"points": number(count, point_places(count))}


def worth_of(question: Question, factor: float | None) -> float | None:
    """The points that a question has on every page; ``None`` where nothing counts."""
    return None if factor is None else question.points * factor


def is_typed(question: Question) -> bool:
    """Whether an answer is a text that the person typed, which is shown as it is."""
    return question.question_type.answer_is_typed


def answer_words(question: Question, answer: Any) -> dict[str, str]:
    """An answer to read: ``typed`` as it was typed, or ``text`` in the author's Markdown."""
    if isinstance(answer, str) and is_typed(question):
        return {"typed": answer}
    words = partial(question.describe_answer, answer)
    return {"text": read_or_default(words, _("cannot be shown"), row=question.id, what="shown")}


def uncounted_rows(attempt: Attempt, rows: Iterable[AttemptQuestion]) -> list[dict[str, Any]]:
    """The answers that do not count, in words: nothing that was typed is lost."""
    events = selectors.uncounted_answers(attempt)
    return [
        {
            "number": row.number,
            "at": events[row.question.id].at,
            "late": events[row.question.id].name == "refused",
            **answer_words(row.question, events[row.question.id].data),
        }
        for row in rows
        if row.question.id in events
    ]
