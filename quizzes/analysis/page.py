"""The instructor's page of item analysis: everything is computed here, templates only show."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from courseware.analysis import sample_statistics as st
from courseware.analysis.part_statistics import (
    MIN_COUNT,
    PartStatistics,
    part_statistics,
    total_statistics,
)
from courseware.analysis.scope import WHOLE_COURSE, Scope
from courseware.analysis.strength import group_by_strength
from courseware.items.models import Item
from courseware.ui import plots
from quizzes import selectors
from quizzes.analysis import flags
from quizzes.analysis.data import AnalysisData, choices_for, load_data
from quizzes.questions.odds import odds_of


def analysis_context(
    item: Item, *, first_only: bool = True, scope: Scope = WHOLE_COURSE
) -> dict[str, Any]:
    """The context of the template: statistics, flags and drawings."""
    revision = selectors.current_revision(item)
    data = load_data(item, revision, first_only=first_only, scope=scope)
    quiz, questions = total_statistics(data.table), part_statistics(data.table)
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
        if row["statistics"].has_enough and row["statistics"].discrimination is not None
    ]
    return {
        "item": item,
        "revision": revision,
        "first_only": first_only,
        "quiz": quiz,
        "enough": quiz.count >= MIN_COUNT,
        "min_attempts": MIN_COUNT,
        "flags": flags.quiz_flags(quiz),
        "rows": rows,
        "left_out": data.left_out,
        "bars": plots.histogram([total / possible for total in data.table.totals]),
        "dots": plots.scatter(dots),
    }


def _row(data: AnalysisData, name: str, statistics: PartStatistics) -> dict[str, Any]:
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
        "traces": plots.traces(chosen) if statistics.has_enough else [],
        "trace": plots.small_trace(_trace(data, name)),
        "seconds": st.median(seconds) if seconds else None,
        "variants": _variants(data, name),
    }


def _trace(data: AnalysisData, name: str) -> plots.Trace:
    """The mean fraction of each fifth of those who had the question."""
    responses = data.responses.get(name, [])
    groups = group_by_strength([data.rest[row.pk] for row in responses])
    means = [
        st.mean([min(1.0, max(0.0, responses[place].fraction or 0.0)) for place in group])
        if group
        else None
        for group in groups
    ]
    return plots.Trace(name, means)


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
            if len(pairs) >= MIN_COUNT
            else None,
        }
        for number, pairs in sorted(by_variant.items())
    ]
