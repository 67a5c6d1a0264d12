"""One pair against all pairs of a lab."""

from __future__ import annotations

import numpy as np
import pytest

from grader.similarity.base_rate import BaseRate


def rate(values: list[float]) -> BaseRate:
    made = BaseRate()
    made.add(np.array(values))
    return made


def test_quantiles_and_percentiles() -> None:
    made = rate([0.1] * 50 + [0.2] * 49 + [0.9])
    assert made.pairs == 100
    assert made.median == pytest.approx(0.1, abs=0.001)
    assert made.percentile(0.9) == 99.0 and made.percentile(0.05) == 0.0


def test_a_few_copies_do_not_change_the_spread() -> None:
    values = np.random.default_rng(1).normal(0.3, 0.05, 10_000)
    clean, copied = rate(values), rate([*values, *([1.0] * 50)])
    assert clean.spread == pytest.approx(0.05, rel=0.05)
    assert copied.spread == pytest.approx(clean.spread, rel=0.05)
    assert copied.z(1.0) > 10 > copied.z(0.4)


def test_where_all_pairs_are_alike_none_stands_out() -> None:
    assert abs(rate([0.95] * 1000).z(0.95)) < 0.1


def test_pairs_that_share_nothing_have_a_least_spread() -> None:
    made = rate([0.0] * 1000)
    assert made.spread == 0.02 and made.z(0.02) == pytest.approx(1.0)


def test_no_pairs() -> None:
    assert BaseRate().median == 0.0 and BaseRate().percentile(0.5) == 0.0
