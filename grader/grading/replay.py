"""Grades again what a report describes, with its seed, and compares the results."""

from __future__ import annotations

import base64
import hashlib
import json
import textwrap
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from grader.grading.grade import grade
from grader.lab import Lab
from grader.results.report import VERSION, Report

_EXPLANATIONS = ("sentence", "causes", "smallest", "gradient", "explanation")
"""Keys of a report that say why cases failed."""
_SHOWN = 200
"""Characters of a value that differs."""


class ReplayError(Exception):
    """The report cannot be replayed; the text says why."""


def read_report(path: Path) -> dict[str, Any]:
    """A report as ``check --json`` printed it.

    Raises: ReplayError: the file cannot be read, or is no report.
    """
    try:
        report = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ReplayError(f"{path} cannot be read: {error.strerror or error}.") from error
    except ValueError as error:
        raise ReplayError(f"{path} is not JSON; give what check --json printed.") from error
    if not isinstance(report, dict) or "receipt" not in report or "correctness" not in report:
        raise ReplayError(f"{path} is no report; give what check --json printed.")
    return report


def with_source(report: Report, source: bytes) -> dict[str, Any]:
    """The report's JSON with the code that it is about, so that it can be replayed alone."""
    return report.as_dict() | {"source": base64.b64encode(source).decode()}


def source_of(report: Mapping[str, Any], other: bytes | None) -> bytes:
    """The code that the report is about.

    Args:
        report: which may hold the code.
        other: the code from a file, which is used instead.

    Raises: ReplayError: there is no code, or it has not the receipt's hash.
    """
    if other is None and "source" not in report:
        raise ReplayError("The report does not hold the code; give the file with --file.")
    source = other if other is not None else base64.b64decode(report["source"])
    if hashlib.sha256(source).hexdigest() != report["receipt"].get("code"):
        raise ReplayError("The code is not the one that was graded: its hash differs.")
    return source


def replay(report: Mapping[str, Any], lab: Lab, source: bytes) -> list[str]:
    """The differences between the report and a new grading with its seed; none when equal.

    Explanations are compared as well: they depend on the code and the lab alone.

    Args:
        report: from `read_report`.
        lab: in the revision that the report is of.
        source: from `source_of`.

    Raises: ReplayError: the lab or the grading rules are not those of the report.
    """
    receipt = report["receipt"]
    if receipt.get("revision") != lab.revision:
        raise ReplayError(
            f"The lab {lab.slug} has changed since; the report is of another revision."
        )
    if receipt.get("grader") != VERSION:
        raise ReplayError(f"The report is of grader {receipt.get('grader')}; this is {VERSION}.")
    visible_only, seed = report.get("visible_only", False), int(receipt["seed"], 16)
    return _differences(report, grade(lab, source, visible_only=visible_only, seed=seed).as_dict())


def _differences(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[str]:
    differences = []
    if old["verdict"] != new["verdict"]:
        differences.append(f"verdict: {old['verdict']} then, {new['verdict']} now")
    before, now = old["correctness"], new["correctness"]
    if before["score"] != now["score"]:
        differences.append(f"correctness: {before['score']} then, {now['score']} now")
    cases_before, cases_now = ({c["name"]: c for c in part["cases"]} for part in (before, now))
    for name in dict.fromkeys([*cases_before, *cases_now]):
        then, today = _format_case(cases_before.get(name)), _format_case(cases_now.get(name))
        if then != today:
            differences.append(f"{name}: {then} then, {today} now")
        elif _hint(cases_before.get(name)) != _hint(cases_now.get(name)):
            differences.append(f"{name}: explained otherwise")
    for key in _EXPLANATIONS:
        if old.get(key) != new.get(key):
            differences.append(f"{key}: {_short(old.get(key))} then, {_short(new.get(key))} now")
    return differences


def _hint(case: Mapping[str, Any] | None) -> list[Any]:
    return [case.get(key) for key in ("hint", "mistake", "hypothesis")] if case else []


def _short(value: Any) -> str:
    return textwrap.shorten(json.dumps(value), _SHOWN)


def _format_case(case: Mapping[str, Any] | None) -> str:
    """The verdict and, where it is shown, the answer to its last digit shown."""
    if case is None:
        return "not there"
    return " ".join(filter(None, (case["verdict"], case.get("got", ""))))
