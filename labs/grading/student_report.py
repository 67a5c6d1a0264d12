"""The part of a report that may be stored where a student's page reads it. Pure.

The grader already keeps hidden cases' values to itself. This is the second lock: an exact list of
what passes, so that a field added to reports some day is not shown by accident.
"""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext

from grader import messages

_ANY_CASE = (
    "name",
    "visible",
    "passed",
    "verdict",
    "sentence",
    "hint",
    "weight",
    "function",
    "mistake",
    "hypothesis",
    "source",
    "rule",
    "places",
)
_VISIBLE_CASE = (
    "detail",
    "calls",
    "call",
    "input",
    "expected",
    "got",
    "worst",
    "output",
    "traceback",
)
_REPORT = (
    "lab",
    "format",
    "number",
    "title",
    "verdict",
    "sentence",
    "score",
    "performance",
    "result",
    "scaling",
    "memory",
    "smallest",
    "gradient",
    "load",
    "printed",
    "skipped",
    "visible_only",
    "weights",
    "thresholds",
)
_CAUSE = ("stage", "source", "name", "sentence", "cases", "case")
_CORRECTNESS = ("score", "passed", "of", "first")
_RECEIPT = ("code", "revision", "grader", "numpy", "python", "host")  # never the seed


def case_for_student(case: dict[str, Any]) -> dict[str, Any]:
    """The case's fields; of a hidden case only its verdict and what its author wrote."""
    allowed = _ANY_CASE + (_VISIBLE_CASE if case.get("visible") is True else ())
    return _select(case, allowed)


def report_for_student(report: dict[str, Any]) -> dict[str, Any]:
    """The report without its cases, which are stored one by one."""
    return _select(report, _REPORT) | {
        "performance": _performance(report.get("performance")),
        "smallest": _without_words(report.get("smallest")),
        "causes": [_cause(cause) for cause in report.get("causes", ())],
        "correctness": _select(report["correctness"], _CORRECTNESS),
        "receipt": _select(report.get("receipt", {}), _RECEIPT),
    }


def _cause(cause: dict[str, Any]) -> dict[str, Any]:
    return _select(cause, _CAUSE) | {"example": _without_words(cause.get("example"))}


def _without_words(smallest: dict[str, Any] | None) -> dict[str, Any] | None:
    """An exception's words are the code's own and could say anything."""
    if smallest is None or str(smallest.get("got", "")).startswith("raises"):
        return None
    return smallest


def _performance(performance: dict[str, Any] | None) -> dict[str, Any] | None:
    """Why a time is void is for the instructor: it tells a cheat what was noticed."""
    return performance and performance | {"void": bool(performance.get("void"))}


def flag_reason(report: dict[str, Any]) -> str:
    """Why an instructor should look at a submission; empty when nothing in its report says so."""
    void = (report.get("performance") or {}).get("void")
    return (
        gettext("The timing of this submission is invalid. %(reason)s") % {"reason": void}
        if void
        else ""
    )


def _select(values: dict[str, Any], keys: tuple[str, ...]) -> dict[str, Any]:
    """With the messages beside texts, from which other languages are worded."""
    names = (name for key in keys for name in (key, key + messages.SUFFIX))
    return {name: values[name] for name in names if name in values}
