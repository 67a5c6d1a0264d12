"""The instructor's page of item analysis: everything worked out, templates only show."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from courseware.items.models import Item
from quizzes import selectors
from quizzes.analysis import flags, plots
from quizzes.analysis import statistics as st
from quizzes.analysis.gathering import Gathered, choices_of, gather
from quizzes.analysis.questions import ENOUGH, QuestionStatistics, of_questions, of_quiz
from quizzes.odds import odds_of


def analysis(item: Item, *, first_only: bool = True) -> dict[str, Any]:
    revision = selectors.current_revision(item)
    gathered = gather(item, revision, first_only=first_only)
    quiz, found = of_quiz(gathered.table), of_questions(gathered.table)
    rows = [_row(gathered, name, found[name]) for name in gathered.table.most]
    possible = quiz.possible or 1.0
    dots = [
        (str(row["number"]), row["found"].facility, row["found"].discrimination, bool(row["wrong"]))
        for row in rows
        if row["found"].is_enough and row["found"].discrimination is not None
    ]
    return {
        "item": item,
        "revision": revision,
        "first_only": first_only,
        "quiz": quiz,
        "enough": quiz.count >= ENOUGH,
        "least": ENOUGH,
        "flags": flags.of_quiz(quiz),
        "rows": rows,
        "left_out": gathered.left_out,
        "bars": plots.histogram([total / possible for total in gathered.table.totals]),
        "dots": plots.scatter(dots),
    }


def _row(gathered: Gathered, name: str, found: QuestionStatistics) -> dict[str, Any]:
    question, responses = gathered.questions[name], gathered.responses.get(name, [])
    chosen = choices_of(gathered, name)
    blank = sum(row.answer is None for row in responses) / len(responses) if responses else 0.0
    guess = odds_of(question).guessing
    said = flags.of_question(found, chosen, guess=guess, blank=blank)
    seconds = gathered.seconds.get(name, [])
    return {
        "number": list(gathered.table.most).index(name) + 1,
        "question": question,
        "found": found,
        "guess": guess,
        "blank": blank,
        "flags": said,
        "wrong": [flag for flag in said if flag.meaning == "wrong"],
        "choices": chosen,
        "traces": plots.traces(chosen) if found.is_enough else [],
        "seconds": st.median(seconds) if seconds else None,
        "variants": _variants(gathered, name),
    }


def _variants(gathered: Gathered, name: str) -> list[dict[str, Any]]:
    """Facility of each variant that was dealt, where there are several."""
    if gathered.variants.get(name, 1) < 2:
        return []
    by_number: dict[int, list[tuple[float, float]]] = defaultdict(list)
    for row in gathered.responses.get(name, []):
        by_number[row.variant.number].append((row.fraction or 0.0, gathered.rest[row.pk]))
    return [
        {
            "number": number,
            "count": len(pairs),
            "facility": st.mean([fraction for fraction, _ in pairs]),
            "discrimination": st.correlation(*zip(*pairs, strict=True))
            if len(pairs) >= ENOUGH
            else None,
        }
        for number, pairs in sorted(by_number.items())
    ]
