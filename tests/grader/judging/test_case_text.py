"""What a case asks and what is right, for those who may know it."""

from __future__ import annotations

import json

import numpy as np
import pytest

from grader.judging.case_text import describe_case, format_call
from grader.judging.drawn_cases import cases_of_seed, draw_cases, seeds_of
from grader.lab import Case, call, load_lab, raises
from grader.lab.expected_answers import ExpectedAnswer, expected_answer
from labs.revisions import SHIPPED


@pytest.fixture(scope="module")
def lab():
    return load_lab(SHIPPED / "penalties")


def test_every_case_of_a_seed_is_described_in_json(lab):
    cases = cases_of_seed(lab, 5)
    for case in cases:
        answer = expected_answer(lab.reference, case.inputs)
        found = describe_case(lab, case, answer, visible=False)
        assert json.loads(json.dumps(found, allow_nan=False)) == found
        assert found["answer"] and (found["input"] or found["calls"])
    assert any(case.rule for case in cases)


def test_the_cases_are_those_that_a_grading_draws(lab):
    hidden, timed, _ = seeds_of(5)
    drawn = draw_cases(lab, np.random.default_rng(hidden), np.random.default_rng(timed))
    assert [case.name for case in drawn] == [case.name for case in cases_of_seed(lab, 5)]
    first = [format_call(case) for case in cases_of_seed(lab, 5)]
    assert first == [format_call(case) for case in cases_of_seed(lab, 5)]
    assert first != [format_call(case) for case in cases_of_seed(lab, 6)]


def test_an_exception_that_is_right_is_the_answer(lab):
    case = Case(
        "Refused", call("penalty_grad", np.ones(2), "l0"), "", expects=raises(NotImplementedError)
    )
    answer = ExpectedAnswer(raised=NotImplementedError("no slope"))
    found = describe_case(lab, case, answer, visible=True)
    assert found["answer"] == "raises NotImplementedError"
    assert found["visible"] and not found["rule"] and not found["checked"]
