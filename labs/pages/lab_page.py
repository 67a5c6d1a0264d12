"""The context of the lab page and of its parts, put together from looked-up rows."""

from __future__ import annotations

import json
from typing import Any

from courseware.chapters.markdown import render
from courseware.deadlines.window import Window
from courseware.gradebook.late_costs import cost_of
from courseware.gradebook.late_days import days_by_item
from courseware.gradebook.policy import late_by
from courseware.items.models import Item
from courseware.people.clock import shown_time
from courseware.people.models import User
from courseware.ui.grader_messages import translated
from grader.lab.environment import Conditions, limit_facts, versions_sentence
from labs import selectors
from labs.class_table import table_of
from labs.completion.numpy_names import version as numpy_version
from labs.models import Draft, Submission
from labs.pages.answers import answer_rows
from labs.pages.editor import editor_after_refusal, stored_editor
from labs.pages.forms import new_key
from labs.pages.held import without_score
from labs.pages.posted_code import PostedCode
from labs.pages.result_panel import result_panel
from labs.pages.solutions import are_shown
from labs.pages.style import style_summary

RECENT = 20  # runs that the lab page lists
_MAX_DIGITS = 18  # of an id in an address: what a 64-bit column can hold


def lab_page(
    item: Item,
    user: User,
    window: Window,
    *,
    shown: str = "",
    refusal: str = "",
    posted: PostedCode | None = None,
) -> dict[str, Any]:
    """The lab page. ``shown`` names an own submission, or `starter` for the code to begin with.

    After a refusal ``posted`` is what came with it, which the page hands back.
    """
    revision = selectors.current_revision(item)
    submission = _submission_shown(item, user, shown)
    draft = selectors.draft_of(item, user)
    is_newer = not shown and is_newer_draft(draft, submission)
    if submission is None:
        editor = stored_editor(revision.starter)
    else:
        editor = stored_editor(submission.code, submission.file_name)
    stored = editor.code
    editor = stored_editor(draft.code) if draft and is_newer else editor
    editor = editor if posted is None else editor_after_refusal(posted, editor)
    run = run_section(item, user, submission)
    now = shown_time()
    return {
        "item": item,
        "revision": revision,
        "shows_solutions": are_shown(item, revision, run["automatic_score"], now),
        "window": window,
        "usual_due": item.due_at,
        "closed": window.refusal(now),
        "late_cost": cost_of(item, user.pk, now, late_by(now, window.due_at)),
        "statement": render(revision.statement),
        "hints": [render(hint) for hint in revision.hints],
        "versions": translated(versions_sentence()),
        "limits": limit_rows(selectors.conditions_of(revision)),
        "editor": editor,
        "functions": json.dumps(revision.functions),
        "numpy": numpy_version(),
        "answers": answer_rows(revision.form, editor.code) if revision.form else None,
        # An older draft must not replace code that was asked for by its number.
        "draft_key": f"lab-{item.pk}-{user.pk}" + (f"-from-{shown}" if shown else ""),
        "draft": draft,
        # What the editor shows in place of the last submission, of which the page keeps the code.
        "replaced": stored if is_newer and posted is None else None,
        "refusal": refusal,
        "table": table_of(item, user, revision),
        **run,
    }


def is_newer_draft(draft: Draft | None, submission: Submission | None) -> bool:
    """Whether the draft says something that was not submitted since."""
    if draft is None or submission is None:
        return draft is not None
    return draft.saved_at > submission.created_at and draft.code != submission.code


def limit_rows(conditions: Conditions) -> list[tuple[str, str]]:
    """The limits, row by row, in the reader's language."""
    return [(translated(fact.label), translated(fact.value)) for fact in limit_facts(conditions)]


def run_section(item: Item, user: User, submission: Submission | None) -> dict[str, Any]:
    """What a run changes on the page: the result, the history and the form's next key."""
    result = result_panel(submission) if submission else None
    if result is not None and item.scores_held:
        result = without_score(result)
    return {"result": result, "key": new_key(), **recent_history(item, user)}


def recent_history(item: Item, user: User) -> dict[str, Any]:
    """The last runs, whether there are more, and the score that counts."""
    rows = list(selectors.submission_history(item, user)[: RECENT + 1])
    style = selectors.style_grade_of(item, user)
    graded = list(selectors.graded_submissions(item, user))
    decision = automatic = None
    if not item.scores_held:
        days = days_by_item([item], user.pk).get(item.pk, 0)
        decision = selectors.score_decision(item, graded, style, days)
        automatic = selectors.score_decision(item, graded, None, days)
    return {
        "history": rows[:RECENT],
        "more": len(rows) > RECENT,
        "counting": decision.counting if decision else (),
        "counting_score": 100 * decision.fraction if decision else None,
        "automatic_score": 100 * automatic.fraction if automatic else None,
        "style": style_summary(item, style) if style and not item.scores_held else None,
    }


def not_open_reason(window: Window) -> str:
    """Why a student cannot see the lab yet; empty when it can be seen."""
    now = shown_time()
    opens_later = window.opens_at is not None and now < window.opens_at
    return window.refusal(now) if opens_later else ""


def _submission_shown(item: Item, user: User, shown: str) -> Submission | None:
    if shown == "starter":
        return None
    if shown.isdecimal() and len(shown) <= _MAX_DIGITS:
        return selectors.own_submission(item, user, int(shown))
    return selectors.latest_submission(item, user)
