"""Speed, measured: what is declared wrongly is found."""

from __future__ import annotations

from pathlib import Path

import pytest

from grader.lab import Thresholds
from grader.measuring.points import score
from grader.verification.checks.speed import ratio_for
from tests.grader.small_lab import FILES
from tests.grader.verification.checks.finding import found_in_changed
from tests.grader.verification.checks.test_speed_order import declared

LOOP = FILES["solutions/adding.py"].replace(
    "x + x", "np.array([2.0 * v for v in x.flat]).reshape(x.shape)"
)
NAIVE = f"import numpy as np\n{LOOP}"
WORKLOAD = FILES["workload.py"].replace("1000", "20_000")


@pytest.mark.parametrize("points", [0.2, 0.5, 0.8])
def test_ratio_for_a_share_of_the_points_earns_it(points: float) -> None:
    thresholds = Thresholds(2.0, 20.0)
    assert score(ratio_for(points, thresholds), thresholds) == pytest.approx(points)


@pytest.mark.alone
def test_order_as_declared_has_no_fault(tmp_path: Path) -> None:
    """The thresholds lie far from what is measured, some 1 and 13, whatever the processor."""
    changes = {"solutions__naive_py": NAIVE, "workload_py": WORKLOAD}
    yaml = declared("[[adding, multiplying], naive]").replace("zero_at: 20", "zero_at: 5")
    assert found_in_changed("speed", tmp_path, lab_yaml=yaml, **changes) == []


@pytest.mark.alone
def test_wrong_order_and_thresholds_are_faults(tmp_path: Path) -> None:
    yaml = declared("[naive, adding]").replace("zero_at: 20", "zero_at: 90000")
    changes = {"solutions__naive_py": NAIVE, "workload_py": WORKLOAD, "lab_yaml": yaml}
    points, order = found_in_changed("speed", tmp_path, **changes)
    assert points.startswith(
        "lab.yaml:10: naive does not earn at most 20% of the points for speed: "
    )
    assert points.endswith("Change full_at or zero_at, or the solution.")
    assert order.startswith("lab.yaml:10: naive is not faster than adding: times are as ")
    assert order.endswith("Change order, or write [naive, adding] for equally fast ones.")


@pytest.mark.alone
def test_solution_that_is_wrong_while_timed_is_a_fault(tmp_path: Path) -> None:
    """It is right on small inputs alone."""
    wrong = FILES["solutions/adding.py"].replace("x + x", "x + x if len(x) < 100 else x")
    yaml = declared("[adding, multiplying]")
    (only,) = found_in_changed("speed", tmp_path, solutions__adding_py=wrong, lab_yaml=yaml)
    assert only.startswith("lab.yaml:10: a solution could not be timed: Wrong values")
