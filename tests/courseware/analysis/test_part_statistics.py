"""The statistics against a slow and independent computation, and a small worked example."""

import random

import numpy as np
import pytest

from courseware.analysis.part_statistics import Table, part_statistics, total_statistics

# Four attempts at two questions of 1 and 3 points.
WORKED = Table(
    {"a": 1.0, "b": 3.0},
    [{"a": 1.0, "b": 3.0}, {"a": 1.0, "b": 0.0}, {"a": 0.0, "b": 1.5}, {"a": 0.0, "b": 0.0}],
)


def test_a_worked_example_of_a_question():
    a = part_statistics(WORKED)["a"]
    # mean(x) = 0.5; V(x) = 4 * 0.25 / 3 = 1/3
    assert a.facility == 50.0
    assert a.deviation == pytest.approx((1 / 3) ** 0.5)
    assert a.intended_weight == 25.0
    # y = 3 0 1.5 0, mean 1.125, C(x, y) = (0.5 * 1.875 - 0.5 * 1.125 - 0.5 * 0.375 + 0.5 * 1.125)
    # / 3 = 0.25; V(y) = (3.515625 + 1.265625 + 0.140625 + 1.265625) / 3 = 2.0625
    assert a.discrimination == pytest.approx(100 * 0.25 / (2.0625 / 3) ** 0.5)
    # Sorted: x = 0 0 1 1 with y = 0 0 1.5 3 has C = (0.5 * (1.125 + 1.125 + 0.375 + 1.875)) / 3
    assert a.efficiency == pytest.approx(100 * 0.25 / 0.75)
    # C(a, T) = V(a) + C(a, b) = 1/3 + 1/4; C(b, T) = 2.0625 + 0.25
    roots = (7 / 12) ** 0.5, 2.3125**0.5
    assert a.effective_weight == pytest.approx(100 * roots[0] / sum(roots))


def test_a_worked_example_of_a_quiz():
    quiz = total_statistics(WORKED)
    # T = 4 1 1.5 0: V(T) = 1/3 + 2.0625 + 2 * 0.25 = 2.895833
    assert (quiz.count, quiz.possible, quiz.mean, quiz.median) == (4, 4.0, 1.625, 1.25)
    alpha = 2 * (1 - (1 / 3 + 2.0625) / (1 / 3 + 2.5625))
    assert quiz.consistency == pytest.approx(100 * alpha)
    assert quiz.error_ratio == pytest.approx(100 * (1 - alpha) ** 0.5)
    assert quiz.standard_error == pytest.approx(((1 - alpha) * (1 / 3 + 2.5625)) ** 0.5)


@pytest.fixture(scope="module")
def table() -> Table:
    """60 made attempts: ability decides all but the last question, whose key is wrong."""
    rng = random.Random(5)
    marks = []
    for _ in range(60):
        ability = rng.random()
        row = {f"q{n}": float(n) * (rng.random() < ability) for n in range(1, 6)}
        row["wrong"] = float(rng.random() > ability)
        marks.append(row)
    return Table({**{f"q{n}": float(n) for n in range(1, 6)}, "wrong": 1.0}, marks)


def test_every_statistic_equals_a_slow_independent_computation(table: Table):
    names = list(table.max_points)
    matrix = np.array([[row[name] for name in names] for row in table.marks])
    cov = np.cov(matrix, rowvar=False)
    with_total = cov.sum(axis=1)
    roots = np.sqrt(np.clip(with_total, 0, None))
    for place, name in enumerate(names):
        found = part_statistics(table)[name]
        x, rest = matrix[:, place], np.delete(matrix, place, axis=1).sum(axis=1)
        assert found.facility == pytest.approx(100 * x.sum() / (60 * table.max_points[name]))
        assert found.deviation == pytest.approx(x.std(ddof=1))
        assert found.discrimination == pytest.approx(100 * np.corrcoef(x, rest)[0, 1])
        best = np.cov(np.sort(x), np.sort(rest))[0, 1]
        assert found.efficiency == pytest.approx(100 * np.cov(x, rest)[0, 1] / best)
        if with_total[place] >= 0:
            assert found.effective_weight == pytest.approx(100 * roots[place] / roots.sum())
    quiz = total_statistics(table)
    totals = matrix.sum(axis=1)
    alpha = 6 / 5 * (1 - np.trace(cov) / totals.var(ddof=1))
    assert quiz.consistency == pytest.approx(100 * alpha)
    assert quiz.deviation == pytest.approx(totals.std(ddof=1))


def test_a_question_against_the_rest_has_no_effective_weight():
    marks = [{"a": 0.0, "b": 3.0}, {"a": 1.0, "b": 0.0}, {"a": 1.0, "b": 1.0}]
    a = part_statistics(Table({"a": 1.0, "b": 3.0}, marks))["a"]
    assert (a.effective_weight, a.negative_covariance) == (None, True)
    assert a.discrimination is not None and a.discrimination < 0


def test_all_alike_leaves_nothing_to_divide_by():
    table = Table({"a": 1.0, "b": 1.0}, [{"a": 1.0, "b": 1.0}] * 3)
    a, quiz = part_statistics(table)["a"], total_statistics(table)
    assert (a.facility, a.discrimination, a.efficiency) == (100.0, None, None)
    assert (quiz.consistency, quiz.skewness, quiz.error_ratio) == (None, None, None)


def test_what_a_pool_draws_is_compared_with_the_total():
    """Attempts that were not dealt a question say nothing about it."""
    marks = [
        {"a": 1.0, "x": 1.0},
        {"a": 0.0, "y": 0.0},
        {"a": 1.0, "x": 0.0},
        {"a": 0.0, "x": 0.0},
        {"a": 1.0, "y": 1.0},
    ]
    table = Table({"a": 1.0, "x": 1.0, "y": 1.0}, marks, pools=(("x", "y"),))
    x = part_statistics(table)["x"]
    assert (x.count, x.facility) == (3, pytest.approx(100 / 3))
    assert x.discrimination == pytest.approx(100 * np.corrcoef([1, 0, 0], [2, 1, 0])[0, 1])
    assert total_statistics(table).possible == 2.0
    assert table.positions() == [[1, 0, 1, 0, 1], [1, 0, 0, 0, 1]]


def test_no_attempts_make_no_statistics():
    table = Table({"a": 1.0}, [])
    assert total_statistics(table).count == 0
    assert part_statistics(table)["a"].facility is None


@pytest.mark.parametrize(("attempts", "enough"), [(19, False), (20, True)])
def test_twenty_attempts_are_enough(attempts, enough):
    marks = [{"a": float(n % 2), "b": float(n % 3)} for n in range(attempts)]
    statistics = part_statistics(Table({"a": 1.0, "b": 2.0}, marks))
    assert statistics["a"].has_enough == enough


def test_a_penalty_can_bring_the_facility_below_nothing_but_not_its_interval():
    marks = [{"a": -0.5}, {"a": -0.5}, {"a": 0.0}]
    a = part_statistics(Table({"a": 1.0}, marks))["a"]
    assert a.facility == pytest.approx(-100 / 3)
    low, high = a.facility_interval
    assert low == pytest.approx(0, abs=1e-9) and 0 < high < 100


def test_a_question_without_points_has_no_facility():
    a = part_statistics(Table({"a": 0.0, "b": 1.0}, [{"a": 0.0, "b": 1.0}]))["a"]
    assert (a.facility, a.facility_interval, a.intended_weight) == (None, None, 0.0)


def test_the_intervals_hold_their_values(table: Table):
    for statistics in part_statistics(table).values():
        low, high = statistics.facility_interval
        assert low <= statistics.facility <= high
        low, high = statistics.discrimination_interval
        assert low <= statistics.discrimination <= high


def test_weights_add_up_to_everything(table: Table):
    found = part_statistics(table).values()
    assert sum(each.intended_weight for each in found) == pytest.approx(100)
    assert sum(each.effective_weight or 0 for each in found) == pytest.approx(100)


def test_one_question_is_not_consistent_with_anything():
    quiz = total_statistics(Table({"a": 1.0}, [{"a": 1.0}, {"a": 0.0}]))
    assert (quiz.consistency, quiz.error_ratio, quiz.standard_error) == (None, None, None)
    assert quiz.deviation == pytest.approx(0.5**0.5)


def test_a_pool_of_two_takes_two_places():
    marks = [{"x": 1.0, "y": 0.0}, {"y": 1.0, "z": 1.0}]
    table = Table({"x": 1.0, "y": 1.0, "z": 1.0}, marks, pools=(("x", "y", "z"),))
    assert table.positions() == [[1.0, 1.0], [0.0, 1.0]]
    assert total_statistics(table).possible == 2.0
    assert table.is_drawn("x") and not table.is_drawn("a")
