"""The database's part of item analysis: attempts to a table, answers to what was chosen."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from courseware.analysis.part_statistics import Table
from courseware.analysis.scope import WHOLE_COURSE, Scope
from courseware.database.row_errors import read_or_default
from courseware.items.models import Item
from quizzes.analysis.choices import Choice, ChosenAnswer, choices
from quizzes.contract.texts import comparable
from quizzes.delivery.worth import points_factor
from quizzes.models import Attempt, Event, QuizRevision, Response, Variant
from quizzes.questions.question import Question

MAX_ANSWERS = 8  # of those that have no options to list
MAX_PAUSE = 600.0  # seconds; a longer gap was a break, not thought


@dataclass(frozen=True)
class AnalysisData:
    """Everything that the statistics of a quiz are computed from; most of it by question id."""

    revision: QuizRevision
    table: Table
    questions: Mapping[str, Question]
    responses: Mapping[str, list[Response]]
    rest: Mapping[int, float]  # by response
    seconds: Mapping[str, list[float]]
    left_out: int = 0
    variants: Mapping[str, int] = field(default_factory=dict)


def counted_attempts(
    item: Item, *, first_only: bool, scope: Scope = WHOLE_COURSE
) -> QuerySet[Attempt]:
    """What students of the course have submitted; staff try a quiz out, and do not count."""
    students = scope.students(item.course)
    attempts = Attempt.objects.filter(item=item, submitted_at__isnull=False, user__in=students)
    return attempts.filter(number=1) if first_only else attempts


def load_data(
    item: Item, revision: QuizRevision, *, first_only: bool, scope: Scope = WHOLE_COURSE
) -> AnalysisData:
    """Attempts of students that are handed in and graded. Four queries, however many there are.

    Left out are attempts of older revisions that lack a question of this one.
    """
    attempts = counted_attempts(item, first_only=first_only, scope=scope).filter(waiting=0)
    slots = _slots_worth(item, revision)
    pools = tuple(pool.questions for pool in revision.delivery.pools)
    fixed = set(slots) - {question for pool in pools for question in pool}
    by_attempt: dict[int, list[Response]] = defaultdict(list)
    query = Response.objects.filter(attempt__in=attempts, question__in=slots)
    for response in query.select_related("variant").defer("variant__content"):
        by_attempt[response.attempt_id].append(response)
    whole = {pk: rows for pk, rows in by_attempt.items() if fixed <= {row.question for row in rows}}
    marks = [_marks(rows, slots) for rows in whole.values()]
    table = Table({name: slot["points"] for name, slot in slots.items()}, marks, pools)
    by_question: dict[str, list[Response]] = defaultdict(list)
    rest = {}
    for rows, row_marks, total in zip(whole.values(), marks, table.totals, strict=True):
        for response in rows:
            by_question[response.question].append(response)
            rest[response.pk] = total - row_marks[response.question]
    return AnalysisData(
        revision,
        table,
        _questions(revision),
        by_question,
        rest,
        time_spent(_events(whole)),
        len(by_attempt) - len(whole),
        {name: slot["variants"] for name, slot in slots.items()},
    )


def _slots_worth(item: Item, revision: QuizRevision) -> dict[str, dict[str, Any]]:
    """The slots by id, with the points that count in the gradebook, or those of the file."""
    content = revision.content
    practice = revision.delivery.practice
    factor = points_factor(item.points, content["points"], practice=practice) or 1.0
    return {slot["id"]: {**slot, "points": slot["points"] * factor} for slot in content["slots"]}


def _marks(rows: Iterable[Response], slots: Mapping[str, Any]) -> dict[str, float]:
    return {row.question: (row.fraction or 0.0) * slots[row.question]["points"] for row in rows}


def _questions(revision: QuizRevision) -> dict[str, Question]:
    """The first variant of each question, for its texts."""
    variants = Variant.objects.filter(revision=revision, number=0)
    return {variant.question: Question.from_plain(variant.content) for variant in variants}


def _events(attempts: Iterable[int]) -> Iterable[tuple[int, datetime, str]]:
    query = Event.objects.filter(attempt__in=list(attempts)).order_by("attempt", "at", "id")
    return query.values_list("attempt", "at", "question")


def time_spent(events: Iterable[tuple[int, datetime, str]]) -> dict[str, list[float]]:
    """Seconds by question, a value for each attempt: time before an event belongs to its question.

    ``events`` are (attempt, time, question), in order. Breaks are not counted.
    """
    spent: dict[tuple[str, int], float] = defaultdict(float)
    before: tuple[int, datetime] | None = None
    for attempt, at, question in events:
        if before is not None and before[0] == attempt and question:
            gap = (at - before[1]).total_seconds()
            if gap <= MAX_PAUSE:
                spent[question, attempt] += gap
        before = attempt, at
    by_question: dict[str, list[float]] = defaultdict(list)
    for (question, _attempt), seconds in spent.items():
        by_question[question].append(seconds)
    return dict(by_question)


def choices_for(data: AnalysisData, name: str) -> list[Choice]:
    """Options as written; of other types the most frequent answers, or how variants were answered.

    Answers that mean the same, such as 1/2 and 0,5, are one.
    """
    question, responses = data.questions[name], data.responses.get(name, [])
    kind = question.question_type
    if listed := kind.choices(question.body):
        given = [ChosenAnswer(_chosen(question, row), data.rest[row.pk]) for row in responses]
        return choices(given, listed)
    if not responses:
        return []
    if data.variants.get(name, 1) > 1:
        answers = {row.pk: _outcome(row) for row in responses}
    else:
        answers = {row.pk: _answer(question, row) for row in responses}
    right = {answers[row.pk][0] for row in responses if (row.fraction or 0) >= 1 - 1e-9}
    words = {key: text for key, text in reversed(answers.values())}
    common = Counter(key for key, _text in answers.values()).most_common(MAX_ANSWERS)
    given = [ChosenAnswer(frozenset([answers[row.pk][0]]), data.rest[row.pk]) for row in responses]
    listed = [(key, words[key], key in right) for key, _count in common]
    return choices(given, listed, typed=kind.answer_is_typed)


def _chosen(question: Question, row: Response) -> frozenset[str]:
    if row.answer is None:
        return frozenset()
    chosen = question.question_type.chosen
    return read_or_default(
        lambda: chosen(question.body, row.answer), frozenset(), row=row, what="counted"
    )


def _outcome(row: Response) -> tuple[str, str]:
    """A key and words for how an answer to one of several variants did."""
    fraction = row.fraction or 0.0
    if row.answer is None:
        return "blank", _("left blank")
    if fraction >= 1 - 1e-9:
        return "right", _("correct in its variant")
    return ("partly", _("partially correct")) if fraction > 0 else ("wrong", _("incorrect"))


def _answer(question: Question, row: Response) -> tuple[str, str]:
    """A key that answers of one meaning share, and the answer in words."""
    return read_or_default(
        lambda: _key_and_words(question, row.answer),
        ("", _("cannot be read")),
        row=row,
        what="shown",
    )


def _key_and_words(question: Question, answer: Any) -> tuple[str, str]:
    words = question.describe_answer(answer)
    if not words:
        return "blank", _("left blank")
    readings = question.readings(answer)
    key = repr(sorted(readings.items())) if readings else comparable(words, case=True)
    return f"answer {key}", words
