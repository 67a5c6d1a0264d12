"""What the trusted side computes on what a guest sends has a bound in CPU time.

Limits are ten times what the work takes or more; without the bounds it takes minutes.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from grader.feedback.evidence import Evidence
from grader.feedback.hypotheses.matching import name_hypotheses
from grader.feedback.observations.evidence import evidence_of
from grader.files.faults import did_you_mean
from grader.judging.judgment import judge, to_case_result
from grader.lab import Case, Lab, call
from grader.lab.expected_answers import ExpectedAnswer
from grader.results.verdicts import Verdict
from grader.sandbox import Outcome
from grader.sandbox.display import decode_output, escape_text
from grader.sandbox.replies import Source, to_outcome
from grader.values.comparison import Tolerance, compare
from grader.values.formatting import format_value

SECONDS = 5.0
NEAR = "penaltx" + "_grad" * 15
MARKS = "e" + "\u0301\u0316" * 50_000
TWO_WIDE = np.zeros((2,) * 24, bool)


def missing(names: list[str]) -> Outcome:
    return to_outcome({"missing": names}, Source.of("x = 1\n"), "penalty_grad")


def judged_and_explained(lab: Lab, value: Any) -> None:
    case = Case("a case", call("double", np.ones(3)), "hint")
    one = judge(lab, case, True, Outcome(Verdict.passed, value), ExpectedAnswer(np.full(3, 2.0)))
    to_case_result(lab, one)
    list(name_hypotheses(Evidence(lab, "", [one])))


WORK: dict[str, Callable[[], Any]] = {
    "55,000 near names": lambda: missing([f"{NEAR}{n}" for n in range(55_000)]),
    "long names of combining marks": lambda: missing([MARKS] * 20),
    "one long name": lambda: missing(["penalty_grad" * 100_000]),
    "near names of an author": lambda: did_you_mean(NEAR, [f"{NEAR}{n}" for n in range(55_000)]),
    "a long message of combining marks": lambda: escape_text(MARKS * 20, 1000),
    "much that is no text": lambda: decode_output(b"\xff" * (64 << 20)),
    "an array of 24 axes": lambda: format_value(TWO_WIDE),
    "an array of 64 empty axes": lambda: format_value(np.zeros((0,) + (1,) * 63)),
    "a number of a million bits": lambda: format_value(1 << 1_000_000),
    "lists in lists": lambda: format_value([[list(range(20))] * 20] * 20),
    "a weight of a million numbers": lambda: evidence_of(
        np.random.default_rng(1).random(10**6), 1.0
    ),
    "the smallest of numbers": lambda: compare(
        np.full(10**6, 5e-324), np.ones(10**6), Tolerance(1e-9, 1e-12)
    ),
}


def spent(work: Callable[[], Any]) -> float:
    began = time.process_time()
    work()
    return time.process_time() - began


@pytest.mark.parametrize("work", WORK.values(), ids=list(WORK))
def test_work_on_hostile_words_and_values_is_bounded(work: Callable[[], Any]) -> None:
    assert spent(work) < SECONDS


ANSWERS: dict[str, Any] = {
    "an array of 24 axes": TWO_WIDE,
    "a million numbers": np.ones(10**6),
    "forty million bools": np.ones(40_000_000, bool),
    "twenty thousand arrays": [np.ones(2)] * 19_000,
    "infinities": np.full(3, np.inf),
    "a number of a million bits": 1 << 1_000_000,
}


@pytest.mark.parametrize("value", ANSWERS.values(), ids=list(ANSWERS))
def test_judging_and_explaining_a_hostile_answer_is_bounded(doubling: Lab, value: Any) -> None:
    assert spent(lambda: judged_and_explained(doubling, value)) < SECONDS


def test_near_name_is_still_found() -> None:
    assert 'Did you mean "penalty_gard"?' in missing(["os", "penalty_gard"]).detail
