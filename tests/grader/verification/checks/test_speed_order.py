"""The declaration of which solutions are fast."""

from __future__ import annotations

from pathlib import Path

from tests.grader.small_lab import FILES
from tests.grader.verification.checks.finding import found_in_changed

YAML = FILES["lab.yaml"]


def declared(order: str) -> str:
    return YAML.replace("zero_at: 20}", f"zero_at: 20, order: {order}}}")


def test_declared_order_has_no_fault(tmp_path: Path) -> None:
    assert (
        found_in_changed("speed_order", tmp_path, lab_yaml=declared("[adding, multiplying]")) == []
    )


def test_lab_without_points_for_speed_needs_none(tmp_path: Path) -> None:
    untimed = YAML.replace("correctness: 80, performance: 20", "correctness: 100, performance: 0")
    assert found_in_changed("speed_order", tmp_path, lab_yaml=untimed) == []


def test_missing_order_is_a_fault(tmp_path: Path) -> None:
    assert found_in_changed("speed_order", tmp_path) == [
        "lab.yaml:10: speed earns points, and no order of solutions by speed is declared. Write "
        "order: [expert, vectorised, naive] below performance: files of solutions/, the fastest "
        "first."
    ]


def test_name_that_is_no_solution_is_a_fault(tmp_path: Path) -> None:
    assert found_in_changed(
        "speed_order", tmp_path, lab_yaml=declared("[[ading, x], multiplying]")
    ) == [
        'lab.yaml:10: order names ading; there is no solutions/ading.py. Did you mean "adding"?',
        "lab.yaml:10: order names x; there is no solutions/x.py. Write one.",
    ]
