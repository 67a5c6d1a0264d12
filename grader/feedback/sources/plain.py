"""Cases of rules that fail for another reason than their rule.

A rule draws numbers and gives them a special form: float32, integers, another order in memory,
read-only. Where the same numbers in ordinary arrays are answered wrongly too, the form is not the
reason, and the rule's hint would send the student astray. Functions that fail in ordinary cases
are left out: their rules are looked at later anyway.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

import numpy as np

from grader.feedback.case_kinds import CaseKind, usual_dtypes
from grader.feedback.evidence import Evidence, is_small
from grader.feedback.explanation import Explanation, Source, Strength
from grader.judging import budget
from grader.judging.judgment import Judgment, judge
from grader.judging.runner import Runner
from grader.lab import Call
from grader.lab.expected_answers import expected_answer
from grader.messages import message
from grader.results.verdicts import Verdict

_WRONG = (Verdict.wrong_values, Verdict.not_finite)

Usual = Mapping[tuple[str, str], np.dtype[Any]]


def _explain(evidence: Evidence) -> Iterator[Explanation]:
    cases = [judgment.case for judgment in evidence.judgments if judgment.case.rule is None]
    usual = usual_dtypes(evidence.lab, cases)
    ordinary = {
        evidence.judgments[n].function
        for n in evidence.failing
        if evidence.judgments[n].case.rule is None and evidence.kind(n) is CaseKind.ordinary
    }
    tried = {
        n: plain
        for n in evidence.unexplained
        if evidence.judgments[n].function not in ordinary
        and (plain := _plain(evidence, evidence.judgments[n], usual)) is not None
    }
    if not tried:
        return
    calls = evidence.budget.part(SOURCE.name, budget.PLAIN_CALLS)
    found: dict[str, list[int]] = {}
    with Runner(evidence.source, evidence.lab.limits, calls=calls) as runner:
        for number, plain in tried.items():
            if _is_wrong(evidence, number, plain, runner):
                found.setdefault(plain.function, []).append(number)
    for function, numbers in found.items():
        words = message(
            "{function} gives wrong values for the same numbers in ordinary arrays of float64 too: "
            "neither their dtype nor their place in memory is the reason.",
            function=function,
        )
        yield Explanation(SOURCE.name, function, words, frozenset(numbers), Strength.described)


def _plain(evidence: Evidence, judgment: Judgment, usual: Usual) -> Call | None:
    """The call with ordinary arrays; ``None`` where it has them already or is no such case."""
    case = judgment.case
    if case.rule is None or case.check is not None or not isinstance(case.inputs, Call):
        return None
    if judgment.verdict not in _WRONG or not judgment.failed_by_value:
        return None
    if not is_small(judgment):
        return None
    given = case.inputs
    named = list(evidence.lab.inputs(given))
    values = [_ordinary(value, usual.get((given.function, name))) for name, value in named]
    if all(_is_same(value, new) for (_, value), new in zip(named, values, strict=True)):
        return None
    count = len(given.args)
    names = [name for name, _ in named[count:]]
    kwargs = dict(zip(names, values[count:], strict=True))
    return Call(given.function, tuple(values[:count]), kwargs)


def _ordinary(value: Any, usual: np.dtype[Any] | None) -> Any:
    """The same numbers in arrays of float64 or int64, one row after the other and writable."""
    if isinstance(value, (list, tuple)):
        return type(value)([_ordinary(part, usual) for part in value])
    if not isinstance(value, np.ndarray) or value.dtype.kind not in "fiub":
        return value
    if value.dtype.kind == "f" or (usual is not None and usual.kind == "f"):
        return np.array(value, dtype=np.float64, order="C")
    return np.array(value, dtype=bool if value.dtype.kind == "b" else np.int64, order="C")


def _is_same(value: Any, other: Any) -> bool:
    """Whether nothing was changed in the form of an input."""
    if isinstance(value, (list, tuple)):
        return all(map(_is_same, value, other))
    if not isinstance(value, np.ndarray):
        return True
    ordinary = value.flags.c_contiguous and value.flags.writeable
    return bool(ordinary and value.dtype == other.dtype)


def _is_wrong(evidence: Evidence, number: int, plain: Call, runner: Runner) -> bool:
    expected = expected_answer(evidence.lab.reference, plain)
    if expected.raised is not None:
        return False
    outcome = runner.run(plain)
    case = replace(evidence.judgments[number].case, inputs=plain)
    return judge(evidence.lab, case, False, outcome, expected).verdict in _WRONG


SOURCE = Source("plain", Strength.described, _explain)
