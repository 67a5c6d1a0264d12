"""What the style page shows."""

from __future__ import annotations

from courseware.ui.meanings import meaning_of
from courseware.ui.samples import samples
from grader.results.verdicts import Verdict


def test_every_meaning_has_a_sample():
    shown = {name for name, _ in samples()["meanings"]}
    assert shown == {"right", "wrong", "waiting", "look", "none"}
    assert {meaning_of(state) for state in samples()["states"]} <= shown


def test_cases_have_real_verdicts():
    cases = samples()["cases"]
    assert {case["verdict"] for case in cases} <= set(Verdict.__members__)
    assert all(case["passed"] == (case["verdict"] == "passed") for case in cases)
    assert {case["visible"] for case in cases} == {True, False}


def test_rows_are_as_wide_as_the_table():
    shown = samples()
    for row in shown["rows"]:
        assert len(row["cells"]) + 1 == len(shown["columns"])


def test_the_form_that_is_wrong_has_errors_and_the_other_none():
    shown = samples()
    assert not shown["form"].is_bound
    assert shown["wrong_form"].errors
