"""Grades again what a report says, with its seeds, and compares the verdict on correctness."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from grader.grading.grade import grade
from grader.lab import Lab
from grader.results.report import VERSION, Report


class ReplayError(Exception):
    """The report cannot be replayed; carries the sentence."""


def read_report(path: Path) -> dict[str, Any]:
    """A report as ``check --json`` printed it."""
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ReplayError(f"{path} cannot be read: {error.strerror or error}.") from error
    except ValueError as error:
        raise ReplayError(f"{path} is not JSON; give what check --json printed.") from error
    if not isinstance(found, dict) or "receipt" not in found or "correctness" not in found:
        raise ReplayError(f"{path} is no report; give what check --json printed.")
    return found


def with_source(report: Report, source: bytes) -> dict[str, Any]:
    """The report with the code that it is about, so that it can be replayed alone."""
    return report.as_dict() | {"source": base64.b64encode(source).decode()}


def source_of(report: Mapping[str, Any], other: bytes | None) -> bytes:
    """The code: from the report, or a file given beside it; it must have the receipt's hash."""
    if other is None and "source" not in report:
        raise ReplayError("The report does not hold the code; give the file with --file.")
    source = other if other is not None else base64.b64decode(report["source"])
    if hashlib.sha256(source).hexdigest() != report["receipt"].get("code"):
        raise ReplayError("The code is not the one that was graded: its hash differs.")
    return source


def replay(report: Mapping[str, Any], lab: Lab, source: bytes) -> list[str]:
    """The differences between the report and a new grading with its seeds; none when alike.

    Raises: ReplayError: the lab or the grading rules are not those of the report.
    """
    receipt = report["receipt"]
    if receipt.get("revision") != lab.revision:
        raise ReplayError(
            f"The lab {lab.slug} has changed since; the report is of another revision."
        )
    if receipt.get("grader") != VERSION:
        raise ReplayError(f"The report is of grader {receipt.get('grader')}; this is {VERSION}.")
    again = grade(
        lab, source, visible_only=report.get("visible_only", False), seed=int(receipt["seed"], 16)
    ).as_dict()
    return _differences(report, again)


def _differences(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[str]:
    found = []
    if old["verdict"] != new["verdict"]:
        found.append(f"verdict: {old['verdict']} then, {new['verdict']} now")
    before, now = old["correctness"], new["correctness"]
    if before["score"] != now["score"]:
        found.append(f"correctness: {before['score']} then, {now['score']} now")
    pairs = [({c["name"]: c for c in one["cases"]}) for one in (before, now)]
    for name in dict.fromkeys([*pairs[0], *pairs[1]]):
        then, today = (_told(one.get(name)) for one in pairs)
        if then != today:
            found.append(f"{name}: {then} then, {today} now")
    return found


def _told(case: Mapping[str, Any] | None) -> str:
    """Verdict and, where it is shown, the answer to its last digit shown."""
    if case is None:
        return "not there"
    return " ".join(filter(None, (case["verdict"], case.get("got", ""))))
