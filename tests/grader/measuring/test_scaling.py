"""A loop, whole arrays and a value for each pair are told apart by how their time grows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import cast

import numpy as np
import pytest

from grader.lab import Call, Lab, Thresholds, call, load_lab
from grader.lab.lookup import SHIPPED
from grader.lab.model import Workload
from grader.measuring import measure
from grader.measuring.scaling import count_all, fit, measure_scaling
from grader.measuring.session_pair import SessionPair
from grader.results.verdicts import Verdict
from grader.sandbox import Outcome, Session
from tests.grader.measuring.fakes import FakeSession, rng, took

LIMITS = Thresholds(2.0, 20.0)
COUNTS = [1000, 2000, 4000, 8000]
PRICE = 50_000.0


def rounds(exponent: float, factor: float, noise: float = 0.03, seed: int = 0) -> np.ndarray:
    """Ten rounds (10, 2, 1 + sizes) in ns: the reference grows as n, the other as stated."""
    rng = np.random.default_rng(seed)
    n = np.array(COUNTS, float)
    times = np.array([100 * n, factor * 100 * 1000 * (n / 1000) ** exponent])
    times = np.concatenate([np.full((2, 1), PRICE), times + PRICE], axis=1)
    return times * np.exp(rng.normal(0, noise, (10, *times.shape)))


@pytest.mark.parametrize(
    ("exponent", "factor", "kind"), [(1.0, 1.3, "same"), (1.0, 30.0, "loop"), (2.0, 1.0, "steeper")]
)
def test_growth_is_classified(exponent: float, factor: float, kind: str) -> None:
    found = fit(COUNTS, rounds(exponent, factor), LIMITS)
    assert found.kind == kind
    assert found.submission.low <= exponent + 0.02
    assert found.submission.high >= exponent - 0.02
    assert found.reference.value == pytest.approx(1.0, abs=0.05)


def test_exponents_of_twenty_noisy_measurements_are_classified_every_time() -> None:
    for seed in range(20):
        kinds = [
            fit(COUNTS, rounds(exponent, factor, 0.1, seed), LIMITS).kind
            for exponent, factor in ((1.0, 1.3), (1.0, 30.0), (2.0, 1.0))
        ]
        assert kinds == ["same", "loop", "steeper"]


def test_reference_whose_time_is_mostly_the_price_of_calls_makes_no_loop_steeper() -> None:
    times = rounds(1.0, 30.0)
    times[:, 0, 1:] = PRICE + 100 * 1000 * (np.array(COUNTS) / 1000) ** 0.5
    assert fit(COUNTS, times, LIMITS).kind == "loop"


def test_sentence_says_what_ten_times_the_data_take() -> None:
    exact = fit(COUNTS, rounds(2.0, 1.0, 0.0), LIMITS)
    assert exact.sentence.startswith(
        "Ten times the data take your code 100 times as long, the reference 10"
    )


def workload(make: Callable[..., list[Call]]) -> Workload:
    return Workload((32,), make, scaling=(16, 32, 64))


def test_numbers_that_are_given_at_every_size_do_not_count(classes: Lab) -> None:
    def make(rng: np.random.Generator, size: int) -> list[Call]:
        return [call("sparse_ce", np.zeros((1000, 20)), np.zeros((size, 4)))]

    lab = replace(classes, workload=workload(make))
    assert count_all(lab, np.random.default_rng(0), (16, 32, 64)) == [60, 124, 252]


def test_sizes_count_where_no_arrays_grow_with_them(classes: Lab) -> None:
    lab = replace(classes, workload=workload(lambda rng, size: [call("sparse_ce", [1] * size, 2)]))
    assert count_all(lab, np.random.default_rng(0), (16, 32, 64)) == [16, 32, 64]


def test_call_at_its_time_limit_ends_the_round(classes: Lab) -> None:
    """Nothing runs in that sandbox any more, which says nothing of the submission."""
    dead = Outcome(Verdict.not_run, alive=False)
    stopped = FakeSession(took(1.0), Outcome(Verdict.time_limit, alive=False), dead)
    sessions = SessionPair(
        classes, cast(Session, stopped), cast(Session, FakeSession(took(1.0))), rng()
    )
    assert measure_scaling(classes, sessions, rng()) is None
    assert stopped.log == ["fire", "fire"]


PAIRS = """

def sparse_ce_grad(z, y, reduction="none"):
    z = _checked(z, y, reduction)
    shared = np.equal.outer(np.arange(len(z)), np.arange(len(z))).astype(float)
    grad = shared @ (np.exp(log_softmax(z)) - one_hot(y, z))
    return grad / len(z) if reduction == "mean" else grad
"""


@pytest.fixture(scope="module")
def classes() -> Lab:
    return load_lab(SHIPPED / "sparse_softmax_cross_entropy")


@pytest.mark.slow
@pytest.mark.alone
@pytest.mark.parametrize(
    ("solution", "more", "kind"),
    [("naive", "", "loop"), ("vectorised", "", "same"), ("vectorised", PAIRS, "steeper")],
)
def test_real_code_is_classified(classes: Lab, solution: str, more: str, kind: str) -> None:
    found = measure(classes, classes.solutions[solution] + more, np.random.SeedSequence(1))
    assert found.scaling is not None
    assert found.scaling.kind == kind, found.scaling.as_dict()
    assert len(found.scaling.points) == len(classes.workload.scaling)
    assert found.memory is not None
    assert 0 < found.memory.as_dict()["reference_mib"] < 100


@pytest.mark.alone
def test_lab_that_declares_no_sizes_has_no_scaling(classes: Lab) -> None:
    lab = replace(classes, workload=replace(classes.workload, scaling=()))
    found = measure(lab, lab.solutions["expert"], np.random.SeedSequence(1))
    assert (found.verdict.value, found.scaling) == ("passed", None)
