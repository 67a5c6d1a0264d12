"""The instructor's page of item analysis: everything is computed here, templates only show."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from courseware.items.models import Item
from quizzes import selectors
from quizzes.analysis import flags, plots
from quizzes.analysis import sample_statistics as st
from quizzes.analysis.data import AnalysisData, choices_for, load_data
from quizzes.analysis.item_statistics import (
    MIN_ATTEMPTS,
    QuestionStatistics,
    question_statistics,
    quiz_statistics,
)
from quizzes.questions.odds import odds_of


def analysis_context(item: Item, *, first_only: bool = True) -> dict[str, Any]:
    """The context of the template: statistics, flags and drawings."""
    revision = selectors.current_revision(item)
    data = load_data(item, revision, first_only=first_only)
    quiz, questions = quiz_statistics(data.table), question_statistics(data.table)
    rows = [_row(data, name, questions[name]) for name in data.table.max_points]
    possible = quiz.possible or 1.0
    dots = [
        (
            str(row["number"]),
            row["statistics"].facility,
            row["statistics"].discrimination,
            bool(row["wrong"]),
        )
        for row in rows
        if row["statistics"].has_enough_attempts and row["statistics"].discrimination is not None
    ]
    return {
        "item": item,
        "revision": revision,
        "first_only": first_only,
        "quiz": quiz,
        "enough": quiz.count >= MIN_ATTEMPTS,
        "min_attempts": MIN_ATTEMPTS,
        "flags": flags.quiz_flags(quiz),
        "rows": rows,
        "left_out": data.left_out,
        "bars": plots.histogram([total / possible for total in data.table.totals]),
        "dots": plots.scatter(dots),
    }


def _row(data: AnalysisData, name: str, statistics: QuestionStatistics) -> dict[str, Any]:
    question, responses = data.questions[name], data.responses.get(name, [])
    chosen = choices_for(data, name)
    blank = sum(row.answer is None for row in responses) / len(responses) if responses else 0.0
    guess = odds_of(question).guessing
    found = flags.question_flags(statistics, chosen, guess=guess, blank=blank)
    seconds = data.seconds.get(name, [])
    return {
        "number": list(data.table.max_points).index(name) + 1,
        "question": question,
        "statistics": statistics,
        "guess": guess,
        "blank": blank,
        "flags": found,
        "wrong": [flag for flag in found if flag.meaning == "wrong"],
        "choices": chosen,
        "traces": plots.traces(chosen) if statistics.has_enough_attempts else [],
        "seconds": st.median(seconds) if seconds else None,
        "variants": _variants(data, name),
    }


def _variants(data: AnalysisData, name: str) -> list[dict[str, Any]]:
    """Facility of each variant that was dealt, where there are several."""
    if data.variants.get(name, 1) < 2:
        return []
    by_variant: dict[int, list[tuple[float, float]]] = defaultdict(list)
    for row in data.responses.get(name, []):
        by_variant[row.variant.number].append((row.fraction or 0.0, data.rest[row.pk]))
    return [
        {
            "number": number,
            "count": len(pairs),
            "facility": st.mean([fraction for fraction, _ in pairs]),
            "discrimination": st.correlation(*zip(*pairs, strict=True))
            if len(pairs) >= MIN_ATTEMPTS
            else None,
        }
        for number, pairs in sorted(by_variant.items())
    ]
