"""Whether a host's speed counts, case by case."""

from __future__ import annotations

import pytest

from courseware.grading_hosts.models import Baseline, GradingHost
from courseware.grading_hosts.standing import TRIES, Standing, Status, standing_of
from tests.courseware.grading_hosts.hosts import RATIOS, scaled


def host(**fields):
    return GradingHost(**{"name": "a", "digest": "s", "ratios": RATIOS} | fields)


def baseline(**fields):
    return Baseline(**{"name": "b", "digest": "s", "ratios": RATIOS} | fields)


def status(host, baseline, *, alone=False, tolerance=0.05):
    return standing_of(host, baseline, alone=alone, tolerance=tolerance).status


@pytest.mark.parametrize(
    ("found", "against", "expected"),
    [
        (host(), baseline(), Status.AGREES),
        (host(ratios=scaled(1.04)), baseline(), Status.AGREES),
        (host(ratios=scaled(1.2), deviating=TRIES), baseline(), Status.DEVIATES),
        (host(ratios=scaled(1.2), deviating=TRIES - 1), baseline(), Status.PENDING),
        (host(ratios={}), baseline(), Status.PENDING),
        (None, baseline(), Status.PENDING),
        (host(), None, Status.PENDING),
        (host(), baseline(digest="of another set"), Status.PENDING),
    ],
)
def test_beside_other_hosts_the_calibration_decides(found, against, expected):
    assert status(found, against) == expected


def test_alone_there_is_nothing_to_compare_with():
    for found in (None, host(ratios={}), host(ratios=scaled(1.2), deviating=TRIES)):
        assert status(found, None, alone=True) == Status.ALONE
        assert status(found, baseline(), alone=True) == Status.ALONE


def test_a_baseline_that_an_operator_has_chosen_holds_alone_too():
    chosen = baseline(designated=True)
    assert status(None, chosen, alone=True) == Status.PENDING
    assert status(host(ratios=scaled(1.2), deviating=TRIES), chosen, alone=True) == Status.DEVIATES
    assert status(host(), chosen, alone=True) == Status.AGREES


def test_a_tolerance_of_zero_compares_nothing():
    found = host(ratios=scaled(9), deviating=TRIES)
    assert status(found, baseline(designated=True), tolerance=0) == Status.UNCHECKED


def test_what_counts_and_which_pairs_deviate():
    found = standing_of(
        host(ratios=scaled(1.2), deviating=TRIES), baseline(), alone=False, tolerance=0.05
    )
    assert not found.counts
    assert found.deviating["gather"].value == pytest.approx(1.2)
    counting = {value for value in Status.values if Standing(Status(value)).counts}
    assert counting == {"unchecked", "alone", "agrees"}
