"""Whether the solution answers the cases: tried in the sandbox, as a submission is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np

from grader.exchange.imports.cases import UNKNOWN, ImportedCase
from grader.results.verdicts import Verdict
from grader.sandbox import Limits, Outcome, SandboxUnavailable, Session, open_session

_LIMITS = Limits(load_seconds=5.0, call_seconds=2.0)
_RTOL, _ATOL = 1e-5, 1e-7


def try_cases(
    reference: str, cases: Sequence[ImportedCase]
) -> tuple[list[ImportedCase], list[str], str]:
    """The cases that the solution answers.

    Returns them, a sentence for each that it does not, or answers otherwise than the test expects,
    and why nothing could be tried: empty where it was.
    """
    try:
        with open_session(_LIMITS) as session:
            loaded = session.load(reference)
            if loaded.verdict is not Verdict.passed:
                return list(cases), [], f"The solution cannot be loaded: {_why(loaded)}."
            return _tried(session, cases)
    except SandboxUnavailable as error:
        return list(cases), [], f"The solution was not tried: {error}"


def _tried(
    session: Session, cases: Iterable[ImportedCase]
) -> tuple[list[ImportedCase], list[str], str]:
    kept, sentences = [], []
    for case in cases:
        outcome = session.call(case.function, case.args, case.kwargs)
        refusal, remark = _judge(case, outcome)
        if refusal:
            sentences.append(f"{case.place}: {case.call()} is no case: {refusal}.")
        else:
            kept.append(case)
        if remark:
            sentences.append(f"{case.place}: {case.call()}: {remark}.")
        if not outcome.alive:
            return kept, sentences, "The solution ended the sandbox; later cases were not tried."
    return kept, sentences, ""


def _judge(case: ImportedCase, outcome: Outcome) -> tuple[str, str]:
    """Why it cannot be a case, and what is to be said of one that can."""
    if case.raises:
        found = outcome.raised
        if found is None or case.raises not in (found.type, *found.bases):
            return f"the solution does not raise {case.raises}", ""
        return "", ""
    if outcome.verdict is not Verdict.passed:
        return f"the solution does not answer it ({_why(outcome)})", ""
    if case.expected is not UNKNOWN and not _agree(outcome.value, case.expected):
        return "", (
            "the test names another answer than the solution gives; the case takes the solution's"
        )
    if case.part:
        return "", "the test looks at a part of the answer; the case compares all of it"
    return "", ""


def _agree(got: Any, expected: Any) -> bool:
    """As loosely as tests compare: any kind of number and sequence."""
    try:
        a, b = np.asarray(got), np.asarray(expected)
        if a.dtype.kind in "biuf" and b.dtype.kind in "biuf":
            return a.shape == b.shape and bool(
                np.allclose(a.astype(float), b.astype(float), _RTOL, _ATOL, equal_nan=True)
            )
        return bool(got == expected)
    except (TypeError, ValueError):
        return False


def _why(outcome: Outcome) -> str:
    if outcome.raised is not None:
        return f"{outcome.raised.type}: {outcome.raised.message[:100]}"
    return str(outcome.detail) or str(outcome.verdict).replace("_", " ")
