"""The grading process computes on one thread, and gives the others back."""

from __future__ import annotations

import numpy as np
import pytest
from threadpoolctl import threadpool_info

import grader
from grader.grading import grade as stages
from grader.judging.blas_threads import one_blas_thread
from grader.lab.lookup import SHIPPED


def threads() -> list[int]:
    """Of NumPy's own BLAS; other tests may have loaded libraries with one of theirs."""
    return [info["num_threads"] for info in threadpool_info() if "numpy" in info["filepath"]]


def test_blas_has_one_thread_for_a_while() -> None:
    np.ones(3) @ np.ones(3)
    before = threads()
    assert before
    with one_blas_thread():
        assert threads() == [1] * len(before)
    assert threads() == before


def test_a_grading_draws_cases_on_one_thread(monkeypatch: pytest.MonkeyPatch) -> None:
    found: list[list[int]] = []
    draw = stages.draw_cases

    def drawing(*args: object) -> object:
        found.append(threads())
        return draw(*args)

    monkeypatch.setattr(stages, "draw_cases", drawing)
    lab = grader.load_lab(SHIPPED / "penalties")
    grader.grade(lab, lab.starter)
    assert found and set(found[0]) == {1}
