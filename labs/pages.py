"""What the pages of labs show, put together from looked-up rows. No view, no template."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from django.template.loader import render_to_string
from django.utils import timezone

from courseware.chapters.markdown import render
from courseware.database.row_errors import read_or_default
from courseware.items.deadlines import Window
from courseware.items.models import Item
from courseware.outbox.selectors import broker_is_away
from courseware.people.models import User
from grader.results.verdicts import Verdict
from labs import reports, selectors
from labs.editor import editor_after, editor_with
from labs.files import line_count
from labs.forms import new_key
from labs.models import State, Submission
from labs.posted import Posted

RECENT = 20


@dataclass(frozen=True)
class Outcome:
    """What became of a submission, in the words and rows of the result panel."""

    submission: Submission
    state: str  # what gives the verdict line its shape and colour
    word: str
    facts: str
    sentence: str
    cases: list[dict[str, Any]] = field(default_factory=list)
    first: dict[str, Any] | None = None  # the one case that matters most
    load: dict[str, Any] | None = None
    performance: dict[str, Any] | None = None
    speed_points: float = 0.0  # of the score out of 100
    bands: list[tuple[float, float]] = field(default_factory=list)
    scaling: dict[str, Any] | None = None
    memory: str = ""
    smallest: dict[str, Any] | None = None  # made by the grader: no hidden input
    gradient: dict[str, Any] | None = None
    receipt: list[tuple[str, str]] = field(default_factory=list)

    @property
    def graded(self) -> str:
        """What was sent, so that nobody takes it for other code."""
        lines = line_count(self.submission.code)
        words = f"{lines:,} line{'' if lines == 1 else 's'}"
        return f"{self.submission.file_name}, {words}" if self.submission.file_name else words

    @property
    def finished(self) -> bool:
        return not self.submission.is_waiting

    @property
    def report(self) -> str:
        """Drawn here, because a report that cannot be drawn must not take the page with it."""
        drawn = partial(render_to_string, "labs/report.html", {"outcome": self})
        return read_or_default(drawn, _UNREADABLE, row=self.submission, what="shown")

    @property
    def many(self) -> bool:
        """More rows than can be taken in at a glance, or less telling than the first case."""
        return self.first is not None or len(self.cases) > 8


_UNREADABLE = (
    "What is stored of this result has a form that the site cannot read. Your code and your score "
    "are kept; tell your instructor."
)


def outcome_of(submission: Submission) -> Outcome:
    """Two queries for one that waits, one for a finished one.

    Of a report that cannot be read remains what the submission itself says.
    """
    plain = Outcome(submission, "grader_failed", "Cannot be shown", "", _UNREADABLE)
    return read_or_default(lambda: _outcome_of(submission), plain, row=submission, what="shown")


def _outcome_of(submission: Submission) -> Outcome:
    cases = [reports.case_for_student(record.result) for record in submission.cases.all()]
    report = submission.report
    state, word, facts, sentence = _spoken(submission, cases)
    done = submission.state == State.DONE
    first = report.get("correctness", {}).get("first") if done else None
    weights = report.get("weights", {})
    return Outcome(
        submission=submission,
        state=state,
        word=word,
        facts=facts,
        sentence=sentence,
        cases=cases,
        first=next((case for case in cases if case["name"] == first), None),
        load=report.get("load") if done else None,
        performance=report.get("performance") if done else None,
        speed_points=weights.get("performance", 0),
        bands=_bands(report.get("thresholds", {})),
        scaling=report.get("scaling") if done else None,
        memory=_memory(report.get("memory")) if done else "",
        smallest=report.get("smallest") if done else None,
        gradient=report.get("gradient") if done else None,
        receipt=_receipt(submission, report.get("receipt") or {}) if done else [],
    )


_RECEIPT = {
    "code": "Code, SHA-256",
    "revision": "Lab, revision",
    "grader": "Grader",
    "numpy": "NumPy",
    "python": "Python",
    "host": "Machine",
}


def _receipt(submission: Submission, receipt: dict[str, str]) -> list[tuple[str, str]]:
    """What was graded, then by what."""
    sent = [("File", submission.file_name)] if submission.file_name else []
    lines = [("Code, lines", f"{line_count(submission.code):,}")]
    by = [(words, receipt[key]) for key, words in _RECEIPT.items() if receipt.get(key)]
    return sent + lines + by if receipt else []


def _memory(memory: dict[str, float] | None) -> str:
    if not memory:
        return ""
    return (
        f"At most {memory['submission_mib']:g} MiB held while timed, "
        f"the reference {memory['reference_mib']:g} MiB."
    )


def _spoken(submission: Submission, cases: list[dict[str, Any]]) -> tuple[str, str, str, str]:
    passed = sum(case["passed"] for case in cases)
    if submission.state == State.RUNNING:
        facts = f"{len(cases)} cases so far, {passed} pass" if cases else ""
        word = "Running" if submission.is_trial else "Being graded"
        return "running", word, facts, _again(submission)
    if submission.state == State.QUEUED:
        return "waiting", "Waiting", "", _why_waiting(submission)
    if submission.state == State.FAILED:
        return (
            "grader_failed",
            "Could not be graded",
            "",
            (
                "The grader failed again and again. That is not your code’s fault and nothing was "
                "counted. Your code is kept; your instructor sees it and can have it graded again."
            ),
        )
    verdict, of = Verdict(submission.verdict), len(cases)
    facts = f"{passed} of {of} {'visible ' if submission.is_trial else ''}cases pass" if of else ""
    return verdict.value, "", facts, _why(submission, verdict)


def _why(submission: Submission, verdict: Verdict) -> str:
    if verdict is not Verdict.passed:
        return submission.report.get("sentence") or verdict.sentence
    return "The hidden cases run when you submit it for grading." if submission.is_trial else ""


def _why_waiting(submission: Submission) -> str:
    stored = f"Your code is stored ({_clock(submission.created_at)})."
    if submission.trouble:
        return f"{stored} {_again(submission)}"
    if broker_is_away():
        return (
            f"{stored} The grading queue cannot be reached; your code is graded as soon as it is "
            "back. You can leave."
        )
    return f"{stored} It is graded as soon as a worker is free. You can leave."


def _again(submission: Submission) -> str:
    """That the grader failed and tries once more; empty when it did not fail."""
    if not submission.trouble:
        return ""
    when, again = "", submission.not_before
    if again is not None and again > timezone.now() + timedelta(minutes=1):
        when = f" after {_clock(again)}"
    return (
        "The grader was interrupted, which is not your code’s fault. "
        f"Your submission is being graded again{when}."
    )


def _clock(moment: datetime) -> str:
    return f"{timezone.localtime(moment):%H:%M %Z}"


def _bands(thresholds: dict[str, float], steps: int = 4) -> list[tuple[float, float]]:
    """Ratios up to which full points, three quarters, half and a quarter of them are earned."""
    if not thresholds:
        return []
    full, zero = thresholds["full_at"], thresholds["zero_at"]
    return [(full * (zero / full) ** (n / steps), 1 - n / steps) for n in range(steps)]


def lab_page(
    item: Item,
    user: User,
    window: Window,
    *,
    shown: str = "",
    refusal: str = "",
    posted: Posted | None = None,
) -> dict[str, Any]:
    """The lab page. ``shown`` names an own submission, or `starter` for the code to begin with.

    After a refusal ``posted`` is what came with it, which the page hands back.
    """
    revision = selectors.current_revision(item)
    submission = _shown(item, user, shown)
    if submission is None:
        editor = editor_with(revision.starter)
    else:
        editor = editor_with(submission.code, submission.file_name)
    return {
        "item": item,
        "revision": revision,
        "window": window,
        "usual_due": item.due_at,
        "closed": window.refusal(timezone.now()),
        "statement": render(revision.statement),
        "hints": [render(hint) for hint in revision.hints],
        "editor": editor if posted is None else editor_after(posted, editor),
        # Code that was asked for by name must not give way to an older draft.
        "draft_key": f"lab-{item.pk}-{user.pk}" + (f"-from-{shown}" if shown else ""),
        "refusal": refusal,
        **outcome_panel(item, user, submission),
    }


def outcome_panel(item: Item, user: User, submission: Submission | None) -> dict[str, Any]:
    """Result, history and the form's next key: what a run changes on the page."""
    outcome = outcome_of(submission) if submission else None
    return {"outcome": outcome, "key": new_key(), **recent_history(item, user)}


def recent_history(item: Item, user: User) -> dict[str, Any]:
    rows = list(selectors.history(item, user)[: RECENT + 1])
    return {
        "history": rows[:RECENT],
        "more": len(rows) > RECENT,
        "counting": selectors.counting(item, user),
    }


def not_open(window: Window) -> str:
    """Why a student cannot see the lab yet; empty when it can be seen."""
    now = timezone.now()
    early = window.opens_at is not None and now < window.opens_at
    return window.refusal(now) if early else ""


def _shown(item: Item, user: User, shown: str) -> Submission | None:
    if shown == "starter":
        return None
    if shown.isdecimal() and len(shown) < 19:
        return selectors.own_submission(item, user, int(shown))
    return selectors.latest(item, user)
