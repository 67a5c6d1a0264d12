"""The result panel of a submission: what its stored report becomes on the page."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from courseware.database.row_errors import read_or_default
from courseware.outbox.selectors import broker_is_down
from courseware.outbox.waiting import Place
from courseware.ui import formatting
from courseware.ui.grader_messages import text_of, translated
from grader.judging import budget
from grader.results.verdicts import Verdict
from labs import selectors
from labs.grading.student_report import case_for_student
from labs.models import State, Submission
from labs.pages.reached import Reached, reached
from labs.pages.trainings import TrainingShown, trainings
from labs.submissions.code_file import line_count

MANY_CASES = 8  # as many rows as can be taken in at a glance


@dataclass(frozen=True)
class CauseShown:
    """A cause with one call that shows it; ``case`` is what is known of that call."""

    cause: dict[str, Any]
    case: dict[str, Any] | None
    smallest: bool  # the call was made up by the grader

    @property
    def count(self) -> int:
        """How many failing cases it explains."""
        return len(self.cause.get("cases", ()))

    @property
    def adds_hint(self) -> bool:
        """Whether the case's hint says something else than the cause."""
        hint = self.case.get("hint") if self.case and not self.smallest else None
        return bool(hint) and hint != self.cause.get("sentence")


@dataclass(frozen=True)
class ResultPanel:
    """The result of a submission, in the words and rows of the page."""

    submission: Submission
    state: str  # what gives the verdict line its shape and colour
    word: str
    facts: str
    sentence: str
    causes: list[CauseShown] = field(default_factory=list)  # the first to be put right first
    cases: list[dict[str, Any]] = field(default_factory=list)
    key_case: dict[str, Any] | None = None  # the one case that matters most
    load: dict[str, Any] | None = None
    skipped: list[str] = field(default_factory=list)  # cells of a notebook, and why
    printed: str = ""  # while the file was loaded
    reached: Reached | None = None  # by a trained model, in labs that are about one
    trainings: list[TrainingShown] = field(default_factory=list)  # of states of the playground
    performance: dict[str, Any] | None = None
    speed_points: float = 0.0  # of the score out of 100
    bands: list[tuple[float, float]] = field(default_factory=list)
    scaling: dict[str, Any] | None = None
    memory: str = ""
    gradient: dict[str, Any] | None = None
    receipt: list[tuple[str, str]] = field(default_factory=list)
    held: bool = False  # the score is not shown yet (`labs.pages.held`)

    @property
    def code_summary(self) -> str:
        """The file and the number of lines, so that nobody takes it for other code."""
        count = line_count(self.submission.code)
        lines = ngettext("%(count)s line", "%(count)s lines", count) % {"count": f"{count:,}"}
        return f"{self.submission.file_name}, {lines}" if self.submission.file_name else lines

    @property
    def finished(self) -> bool:
        """Whether nothing more is to come."""
        return not self.submission.is_waiting

    @property
    def traceparent(self) -> str:
        """Of its trace, in which the page reads the result; empty where nothing is traced."""
        return selectors.traceparent_of(self.submission)

    @property
    def speed_held(self) -> bool:
        """Whether speed is still to be measured by another host: no points are lost."""
        return self.finished and self.submission.speed_held and not self.held

    @property
    def correctness_known(self) -> bool:
        """Whether correctness is final: at the end, and before speed is measured."""
        known = self.submission.correctness is not None and not self.held
        return self.finished or known

    @property
    def report(self) -> str:
        """Rendered here: a report that cannot be rendered must not take the page with it."""
        rendered = partial(render_to_string, "labs/report.html", {"result": self})
        return read_or_default(rendered, _UNREADABLE, row=self.submission, what="shown")

    @property
    def lines(self) -> list[tuple[int, str]]:
        """Lines of the code that an exception came from, each with its words, for the editor."""
        sources = [self.load or {}, *(shown.case or {} for shown in self.causes)]
        found = (_raising_line(source.get("traceback", "")) for source in sources)
        return list(dict.fromkeys(line for line in found if line is not None))

    @property
    def tells_hint(self) -> bool:
        """Whether the verdict line has told the hint of the key case."""
        causes = [shown.cause for shown in self.causes]
        return self.key_case is not None and _is_told(self.key_case, causes)

    @property
    def folds_cases(self) -> bool:
        """Whether the table is folded: it is long, or adds little to what is above it."""
        return self.key_case is not None or bool(self.causes) or len(self.cases) > MANY_CASES


_UNREADABLE = gettext_lazy(
    "The site cannot read the stored result. Your code and score are kept. Tell your instructor."
)


def result_panel(
    submission: Submission, cases: Sequence[dict[str, Any]] | None = None
) -> ResultPanel:
    """One query for the cases, and few for earlier results of a trained model or for the queue.

    ``cases``: those of a submission that is not stored. Of a report that cannot be read, what the
    submission itself says remains.
    """
    fallback = ResultPanel(submission, "grader_failed", _("Cannot be shown"), "", _UNREADABLE)
    return read_or_default(
        lambda: _build(submission, cases), fallback, row=submission, what="shown"
    )


def _build(submission: Submission, given: Sequence[dict[str, Any]] | None) -> ResultPanel:
    found = given if given is not None else [each.result for each in submission.cases.all()]
    cases = [case_for_student(case) for case in found]
    report = submission.report
    state, word, facts, sentence = _verdict_line(submission, cases)
    done = submission.state == State.DONE
    load = report.get("load") if done else None
    key_name = report.get("correctness", {}).get("first") if done and load is None else None
    weights = report.get("weights", {})
    causes = _causes(report, cases) if done else []
    has_example = bool(causes) and causes[0].case is not None
    return ResultPanel(
        submission=submission,
        state=state,
        word=word,
        facts=facts,
        sentence=sentence,
        causes=causes,
        cases=cases,
        key_case=None if has_example else _key_case(cases, key_name, report.get("causes", [])),
        load=load,
        skipped=[text_of(note, "text") for note in report.get("skipped", [])] if done else [],
        printed=report.get("printed", "") if done else "",
        reached=_measures(submission) if done else None,
        trainings=trainings(report.get("result")) if done else [],
        performance=report.get("performance") if done else None,
        speed_points=weights.get("performance", 0),
        bands=_bands(report.get("thresholds", {})),
        scaling=report.get("scaling") if done else None,
        memory=_memory(report.get("memory")) if done else "",
        gradient=report.get("gradient") if done else None,
        receipt=_receipt(submission, report.get("receipt") or {}) if done else [],
    )


def _causes(report: dict[str, Any], cases: list[dict[str, Any]]) -> list[CauseShown]:
    """Each with the smallest call that was found for it, or else a visible case."""
    by_name = {case["name"]: case for case in cases}
    shown = []
    for number, cause in enumerate(report.get("causes", [])):
        smallest = report.get("smallest") if number == 0 else cause.get("example")
        case = by_name.get(cause.get("case", ""))
        visible = case if case is not None and case["visible"] else None
        shown.append(CauseShown(cause, smallest or visible, smallest=bool(smallest)))
    return shown


def _raising_line(traceback: str) -> tuple[int, str] | None:
    """The innermost line, and what was raised there; of a notebook's cells none."""
    *frames, words = traceback.splitlines() or [""]
    found = re.match(r"line (\d+):", frames[-1]) if frames else None
    return (int(found[1]), words) if found else None


def _measures(submission: Submission) -> Reached | None:
    result = submission.report.get("result")
    if not result or "measures" not in result:
        return None
    return reached(result, selectors.earlier_measures(submission))


def _key_case(
    cases: list[dict[str, Any]], name: str | None, causes: list[dict[str, Any]]
) -> dict[str, Any] | None:
    """The case of this name, if it shows more than the verdict line has said."""
    case = next((case for case in cases if case["name"] == name), None)
    if case is None or (not case["visible"] and _is_told(case, causes)):
        return None
    return case


def _is_told(case: dict[str, Any], causes: list[dict[str, Any]]) -> bool:
    return bool(causes) and case.get("hint") == causes[0].get("sentence")


_RECEIPT = {
    "code": gettext_lazy("Code, SHA-256"),
    "revision": gettext_lazy("Lab, revision"),
    "grader": gettext_lazy("Grader"),
    "numpy": "NumPy",
    "python": "Python",
    "host": gettext_lazy("Machine"),
}


def _receipt(submission: Submission, receipt: dict[str, str]) -> list[tuple[str, str]]:
    """What was graded, then by what."""
    sent = [(_("File"), submission.file_name)] if submission.file_name else []
    lines = [(_("Code, lines"), f"{line_count(submission.code):,}")]
    by = [(str(label), receipt[key]) for key, label in _RECEIPT.items() if receipt.get(key)]
    return sent + lines + by if receipt else []


def _memory(memory: dict[str, float] | None) -> str:
    if not memory:
        return ""
    text = _("Peak memory while timed: %(own)s MiB; the reference: %(reference)s MiB.")
    return text % {
        "own": f"{memory['submission_mib']:g}",
        "reference": f"{memory['reference_mib']:g}",
    }


def _verdict_line(submission: Submission, cases: list[dict[str, Any]]) -> tuple[str, str, str, str]:
    passed = sum(case["passed"] for case in cases)
    if submission.state == State.RUNNING:
        if submission.correctness == 1.0 and submission.score is None and not submission.is_trial:
            facts = _passing(passed, len(cases), False)
            return "running", _("Measuring speed"), facts, _measuring_sentence()
        facts = _progress(len(cases), passed) if cases else ""
        return "running", _running_word(submission, cases), facts, _retry_sentence(submission)
    if submission.state == State.QUEUED:
        place = selectors.queue_places([submission.pk]).get(submission.pk)
        sentence = _waiting_sentence(submission, place)
        return "waiting", _("Waiting"), _queue_facts(place), sentence
    if submission.state == State.FAILED:
        return (
            "grader_failed",
            _("Could not be graded"),
            "",
            _(
                "The grader failed repeatedly. Your code is not at fault, and this "
                "submission does not count. Your code is kept, and your instructor can "
                "regrade it."
            ),
        )
    verdict, of = Verdict(submission.verdict), len(cases)
    facts = _values(submission.report)
    trains = submission.report.get("format", "code") != "code"
    if not facts and of and not trains and not submission.report.get("load"):
        facts = _passing(passed, of, submission.is_trial)
    return verdict.value, "", facts, _verdict_sentence(submission, verdict)


def _running_word(submission: Submission, cases: list[dict[str, Any]]) -> str:
    """What is running, as far as the cases that have come tell."""
    if not cases:
        return _("Running") if submission.is_trial else _("Being graded")
    is_hidden = any(not case["visible"] for case in cases)
    return _("Running the hidden cases") if is_hidden else _("Running the visible cases")


def _measuring_sentence() -> str:
    minutes = math.ceil(budget.measuring_seconds() / 60)
    text = ngettext(
        "Your code passes all cases. Measuring its speed takes up to about %(count)d minute. "
        "You can continue working in the meantime.",
        "Your code passes all cases. Measuring its speed takes up to about %(count)d "
        "minutes. You can continue working in the meantime.",
        minutes,
    )
    return text % {"count": minutes}


def _values(report: dict[str, Any]) -> str:
    """`Held-out accuracy 0.87`, where the lab is judged by what a model reaches."""
    return " · ".join(
        f"{measure['name']} {formatting.decimals(measure['value'], measure['digits'])}"
        for measure in (report.get("result") or {}).get("measures", [])
        if measure["value"] is not None
    )


def _progress(finished: int, passed: int) -> str:
    cases = ngettext("%(count)d case so far", "%(count)d cases so far", finished)
    passing = _("%(count)d passed") % {"count": passed}
    return f"{cases % {'count': finished}}, {passing}"


def _passing(passed: int, total: int, is_trial: bool) -> str:
    if is_trial:
        text = ngettext(
            "%(passed)d of %(total)d visible case passes",
            "%(passed)d of %(total)d visible cases pass",
            total,
        )
    else:
        text = ngettext(
            "%(passed)d of %(total)d case passes", "%(passed)d of %(total)d cases pass", total
        )
    return text % {"passed": passed, "total": total}


def _verdict_sentence(submission: Submission, verdict: Verdict) -> str:
    if verdict is not Verdict.passed:
        return text_of(submission.report, "sentence") or translated(verdict.sentence)
    if not submission.is_trial:
        return ""
    if submission.report.get("format") == "playground":
        return _("Your answers to the questions are checked when you submit for grading.")
    return _("The hidden cases run when you submit for grading.")


def _queue_facts(place: Place | None) -> str:
    """Where there is a queue, how long it is and how long it takes."""
    if place is None or place.number <= 1:
        return ""
    words = _("About number %(place)d in the queue") % {"place": place.number}
    return words if place.seconds is None else f"{words} · {_wait_words(place.seconds)}"


def _wait_words(seconds: float) -> str:
    minutes = math.ceil(seconds / 60)
    if minutes <= 1:
        return _("less than a minute to wait")
    text = ngettext("about %(count)d minute to wait", "about %(count)d minutes to wait", minutes)
    return text % {"count": minutes}


def _waiting_sentence(submission: Submission, place: Place | None) -> str:
    at = _time_of_day(submission.created_at)
    stored = _("Your code was saved (%(time)s).") % {"time": at}
    if submission.grader_error:
        return f"{stored} {_retry_sentence(submission)}"
    if broker_is_down():
        waiting = _(
            "The grading queue is unavailable. Your code will be graded when it is back. You "
            "can leave this page."
        )
    elif place and place.seconds and place.seconds >= settings.QUEUE_LONG_SECONDS:
        waiting = _(
            "Many runs are waiting, so it takes longer than usual. Yours keeps its place and "
            "the time at which you sent it. You can leave this page."
        )
    else:
        waiting = _("It will be graded as soon as a worker is free. You can leave this page.")
    return f"{stored} {waiting}"


def _retry_sentence(submission: Submission) -> str:
    """That the grader failed and tries once more; empty when it did not fail."""
    if not submission.grader_error:
        return ""
    interrupted = _("The grader was interrupted. Your code is not at fault.")
    again = submission.not_before
    if again is not None and again > timezone.now() + timedelta(minutes=1):
        retry = _("Your submission will be graded again after %(time)s.")
        retry %= {"time": _time_of_day(again)}
    else:
        retry = _("Your submission is being graded again.")
    return f"{interrupted} {retry}"


def _time_of_day(moment: datetime) -> str:
    return f"{timezone.localtime(moment):%H:%M %Z}"


def _bands(thresholds: dict[str, float], steps: int = 4) -> list[tuple[float, float]]:
    """Ratios up to which full points, three quarters, half and a quarter of them are earned."""
    if not thresholds:
        return []
    full, zero = thresholds["full_at"], thresholds["zero_at"]
    return [(full * (zero / full) ** (n / steps), 1 - n / steps) for n in range(steps)]
