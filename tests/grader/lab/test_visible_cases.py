"""Visible cases as programs get them."""

from __future__ import annotations

import json

import numpy as np
from courseware_client.values import decode
from courseware_client.visible_cases import load, run_cases

from grader.lab import load_lab
from grader.lab.visible_cases import visible_cases
from tests.labs.writing import DOUBLE, WRONG, write_lab

CASES = '''"""Of every kind."""
import numpy as np
from grader.lab import Case, call, raises


def any_answer(answer, inputs):
    return None


def visible():
    yield Case("compared", call("double", np.array([1.0, np.nan], np.float32)), "Twice.")
    yield Case("refused", call("double", "x"), "No text.", expects=raises(TypeError))
    yield Case("checked", call("double", np.eye(2)), "Anything.", check=any_answer)
    yield Case("large", call("double", np.zeros(100_000)), "All of them.")


def hidden(rng):
    yield Case("drawn numbers", call("double", rng.standard_normal(5)), "Twice.")
'''


def test_a_case_is_given_with_its_answer_where_that_can_be_sent(tmp_path):
    lab = load_lab(write_lab(tmp_path, cases_py=CASES))
    found = json.loads(json.dumps(visible_cases(lab)))
    assert [case["local"] for case in found] == [True, True, False, False]
    compared, refused, checked, large = found
    assert decode(compared["expected"]).dtype == np.float32
    assert (compared["rtol"], compared["atol"]) == (1e-5, 2e-6)
    assert compared["call"] == "double(np.array([1.0, np.nan], dtype=np.float32))"
    assert refused["raises"] == "TypeError" and refused["expected"] is None
    assert checked["why"] == "more than one answer is right"
    assert large["why"] == "its values are too large to be sent"


def test_right_code_passes_them_elsewhere_and_wrong_code_fails(tmp_path):
    cases = json.loads(json.dumps(visible_cases(load_lab(write_lab(tmp_path)))))
    assert [each.passed for each in run_cases(load(DOUBLE, "right"), cases)] == [True, True]
    assert [each.passed for each in run_cases(load(WRONG, "wrong"), cases)] == [False, False]
