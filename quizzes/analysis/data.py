"""The database's part of item analysis: attempts to a table, answers to what was chosen."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from courseware.database.row_errors import read_or_default
from courseware.items.models import Item
from quizzes.analysis.choices import Choice, ChosenAnswer, choices
from quizzes.analysis.item_statistics import Table
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


def load_data(item: Item, revision: QuizRevision, *, first_only: bool) -> AnalysisData:
    """Attempts that are handed in and graded. Four queries, however many there are.

    Left out are attempts of older revisions that lack a question of this one.
    """
    attempts = Attempt.objects.filter(item=item, submitted_at__isnull=False, waiting=0)
    if first_only:
        attempts = attempts.filter(number=1)
    slots = {slot["id"]: slot for slot in revision.content["slots"]}
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
    """Options as written; of other types the most frequent answers, where all had one variant."""
    question, responses = data.questions[name], data.responses.get(name, [])
    options = _options(question)
    if options:
        given = [ChosenAnswer(_chosen_options(row.answer), data.rest[row.pk]) for row in responses]
        return choices(given, options)
    if data.variants.get(name, 1) > 1 or not responses:
        return []
    words = {row.pk: _words(question, row) for row in responses}
    right = {words[row.pk] for row in responses if (row.fraction or 0) >= 1 - 1e-9}
    common = [text for text, _count in Counter(words.values()).most_common(MAX_ANSWERS)]
    given = [ChosenAnswer(frozenset([words[row.pk]]), data.rest[row.pk]) for row in responses]
    return choices(given, [(text, text, text in right) for text in common])


def _words(question: Question, row: Response) -> str:
    words = read_or_default(
        lambda: question.describe_answer(row.answer), None, row=row, what="shown"
    )
    return _("cannot be read") if words is None else words or _("left blank")


def _options(question: Question) -> list[tuple[str, str, bool]]:
    key = question.parse_response(question.samples().right)
    shown = question.template_context(key, question.score(key)).get("options") or []
    return [
        (option["id"], option["text"], bool(option["correct"]))
        for option in shown
        if isinstance(option, Mapping) and {"id", "text", "correct"} <= set(option)
    ]


def _chosen_options(answer: Any) -> frozenset[str]:
    if isinstance(answer, str):
        return frozenset([answer])
    chosen = answer if isinstance(answer, list) else []
    return frozenset(entry for entry in chosen if isinstance(entry, str))
