"""Runs and measures as rows of a report: what may be shown of public data, and of secret ones."""

from __future__ import annotations

import json

import numpy as np
import pytest

from grader.feedback.hints.exceptions import Program
from grader.formats.result.hints import NOTHING_LEARNED, OUT_OF_TIME, Cause
from grader.formats.result.rows import NOT_RUN, measure_row, public_row, run_row
from grader.formats.result.runs import Run
from grader.formats.result.scores import MeasureScore
from grader.formats.result.task import RunData, draw_data
from grader.lab import Lab
from grader.results.verdicts import Verdict
from grader.sandbox import RaisedException

SECRET = "printed-secret"
RAISED = Run(
    Verdict.raised,
    function="train",
    raised=RaisedException("ValueError", SECRET, ((2, f"raise ValueError('{SECRET}')"),)),
    output=SECRET,
    model=[SECRET],
)


@pytest.fixture
def data(clouds: Lab) -> RunData:
    return draw_data(clouds.content, np.random.SeedSequence(0))


def test_public_run_is_shown(clouds: Lab, data: RunData) -> None:
    row = public_row(clouds, RAISED, data, None, Program.of("\nraise ValueError"))
    assert (row.name, row.visible, row.weight) == ("Training on public data", True, 0.0)
    assert [name for name, _ in row.input] == ["X", "y", "seed"]
    assert SECRET in row.traceback
    assert SECRET in row.output
    assert SECRET in row.got
    assert row.hint.startswith("Line 2")


def test_secret_run_is_its_verdict(clouds: Lab) -> None:
    row = run_row(clouds, RAISED, 2, 3)
    assert (row.name, row.visible, row.verdict) == ("Training run 2 of 3", False, Verdict.raised)
    assert SECRET not in json.dumps(row.as_dict())


def test_run_that_was_not_made_has_no_hint(clouds: Lab) -> None:
    assert run_row(clouds, NOT_RUN, 1, 3).hint == ""
    assert run_row(clouds, Run(Verdict.passed), 1, 3).hint == ""
    assert run_row(clouds, Run(Verdict.time_limit), 1, 3).hint == OUT_OF_TIME


def test_cause_of_a_model_that_cannot_be_used_is_said_at_the_public_run(
    clouds: Lab, data: RunData
) -> None:
    cause = Cause("Use two weights.", "weights_of_three")
    failed = public_row(clouds, Run(Verdict.not_finite), data, cause, Program.of(""))
    assert (failed.hint, failed.mistake) == (cause.hint, cause.mistake)
    passed = public_row(clouds, Run(Verdict.passed), data, cause, Program.of(""))
    assert (passed.hint, passed.mistake) == ("", None)


def test_measure_below_its_target(clouds: Lab) -> None:
    score = MeasureScore(clouds.content.measures[0], (0.5, 0.5))
    row = measure_row(clouds, score, None, is_public=False)
    assert (row.verdict, row.hint) == (Verdict.below_target, NOTHING_LEARNED)
    assert not row.visible
    named = measure_row(clouds, score, Cause("Both.", "without_bias"), is_public=False)
    assert (named.hint, named.mistake) == ("Both.", "without_bias")


def test_measure_that_reaches_its_target_needs_no_cause(clouds: Lab) -> None:
    score = MeasureScore(clouds.content.measures[0], (0.95,))
    row = measure_row(clouds, score, Cause("Both.", "without_bias"), is_public=True)
    assert (row.verdict, row.hint, row.mistake) == (Verdict.passed, "", None)
    assert (row.visible, row.expected, row.got) == (True, "at least 0.90", "0.95")
