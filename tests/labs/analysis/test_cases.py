"""Case statistics against an independent computation, and what is undefined."""

from __future__ import annotations

import random

import numpy as np
import pytest

from labs.analysis.cases import Case, case_facts, whole

CASES = [Case("a", True, 1.0), Case("b", False, 2.0), Case("c", False, 0.5)]


def rows(count: int = 60) -> list[set[int]]:
    """Weak submissions fail more cases; the last case fails for the strong ones."""
    rng = random.Random(3)
    made = []
    for _ in range(count):
        ability = rng.random()
        failed = {place for place in (0, 1) if rng.random() > ability}
        if rng.random() < ability:
            failed.add(2)
        made.append(failed)
    return made


def test_every_statistic_equals_an_independent_computation():
    first = rows()
    found = case_facts(CASES, first, first)
    weights = np.array([case.weight for case in CASES])
    marks = np.array([[place not in failed for place in range(3)] for failed in first]) * weights
    for place, facts in enumerate(found):
        x, rest = marks[:, place], np.delete(marks, place, axis=1).sum(axis=1)
        assert facts.first.facility == pytest.approx(100 * x.mean() / weights[place])
        assert facts.first.discrimination == pytest.approx(100 * np.corrcoef(x, rest)[0, 1])
        order = np.argsort(rest, kind="stable")
        fifths = [(x[part] > 0).mean() for part in np.array_split(order, 5)]
        assert facts.by_group == pytest.approx(fifths)
    assert found[2].first.discrimination < 0 < found[0].first.discrimination
    totals = marks.sum(axis=1)
    alpha = 3 / 2 * (1 - np.trace(np.cov(marks, rowvar=False)) / totals.var(ddof=1))
    assert whole(CASES, first).consistency == pytest.approx(100 * alpha)


def test_best_submissions_have_statistics_of_their_own():
    found = case_facts(CASES, [{0}, {0, 1}], [set(), {1}])
    assert [facts.first.facility for facts in found] == [0.0, 50.0, 100.0]
    assert [facts.best.facility for facts in found] == [100.0, 50.0, 100.0]


@pytest.mark.parametrize("failed", [set(), {0, 1, 2}])
def test_all_alike_has_no_discrimination(failed):
    found = case_facts(CASES, [failed] * 30, [failed] * 30)
    assert {facts.first.discrimination for facts in found} == {None}
    assert whole(CASES, [failed] * 30).consistency is None


def test_nobody_and_one_student():
    assert [facts.first.facility for facts in case_facts(CASES, [], [])] == [None] * 3
    (one, *_) = case_facts(CASES, [{0}], [set()])
    assert (one.first.count, one.first.facility, one.first.discrimination) == (1, 0.0, None)
    assert not one.first.has_enough


def test_cases_that_fail_for_the_same_submissions_are_told():
    found = case_facts(CASES, [{0, 1}, {0, 1, 2}, set()], [set()] * 3)
    assert [facts.same_as for facts in found] == ["", "a", ""]
    everybody = case_facts(CASES, [{0, 1}, {0, 1}], [set()] * 2)
    assert [facts.same_as for facts in everybody] == ["", "", ""]


def test_whether_a_case_fails_at_all():
    found = case_facts(CASES, [{0}], [set()])
    assert [facts.fails for facts in found] == [True, False, False]


def test_a_place_that_no_case_has_is_passed_over():
    """Of a stored report with more rows than the lab has now."""
    assert [facts.first.facility for facts in case_facts(CASES, [{7}], [{7}])] == [100.0] * 3
