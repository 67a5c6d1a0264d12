"""Measuring pairs in the real sandbox."""

from __future__ import annotations

from dataclasses import replace

import pytest

from grader.calibration import PairRatio, all_pairs, calibrate, calibration, set_digest, this_host
from grader.calibration.calibration import NotCalibrated, together
from grader.measuring.ratio import Estimate

pytestmark = pytest.mark.alone


def test_a_named_pair_is_measured_with_its_interval() -> None:
    found = calibrate(["small_arrays"], rounds=1)
    ratio = found.ratios["small_arrays"]
    assert list(found.ratios) == ["small_arrays"]
    assert 1.1 < ratio.ratio < 6 and ratio.low <= ratio.ratio <= ratio.high
    assert (found.host, found.digest) == (this_host(), set_digest())
    plain = found.as_dict()
    stored = PairRatio.from_dict(plain["ratios"]["small_arrays"])
    assert stored.ratio == pytest.approx(ratio.ratio, rel=1e-4)
    assert (plain["class"], plain["set"]) == (this_host().key, set_digest())


def test_a_pair_that_gives_two_results_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    wrong = replace(all_pairs()["small_arrays"], submission="def run(scale):\n    return X\n")
    monkeypatch.setattr(calibration, "all_pairs", lambda: {"broken": wrong})
    with pytest.raises(NotCalibrated, match="broken could not be measured"):
        calibrate(rounds=1)


def test_a_measurement_with_a_narrow_interval_counts_more() -> None:
    found = together([Estimate(2.0, 1.98, 2.02), Estimate(2.05, 1.85, 2.25)])
    assert 2.0 < found.ratio < 2.01
    assert found.low > 1.97 and found.high < 2.03


def test_the_interval_is_wider_where_measurements_differ() -> None:
    found = together([Estimate(2.0, 1.98, 2.02), Estimate(2.2, 2.178, 2.222)])
    assert found.ratio == pytest.approx(2.098, abs=0.01)
    assert found.low < 2.0 and found.high > 2.2


def test_one_measurement_is_taken_as_it_is() -> None:
    found = together([Estimate(2.0, 1.9, 2.1)])
    assert found.ratio == pytest.approx(2.0)
    assert found.high / found.low == pytest.approx(2.1 / 1.9)
