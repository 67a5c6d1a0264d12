import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any

from grader.judging import budget
from grader.lab.metadata import LIMITS
from labs.grading import leases

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
SECOND = timedelta(seconds=1)


def claim_of_a_process_that_is_gone() -> str:
    code = "from labs.grading.leases import new_claim; print(new_claim())"
    return subprocess.check_output([sys.executable, "-c", code], text=True).strip()


def test_a_claim_holds_while_its_process_lives_and_its_lease_lasts() -> None:
    claim = leases.new_claim()

    assert not leases.is_abandoned(claim, NOW, NOW)
    assert not leases.is_abandoned(claim, NOW + SECOND, NOW)


def test_a_claim_ends_with_its_lease() -> None:
    assert leases.is_abandoned(leases.new_claim(), NOW - SECOND, NOW)


def test_a_claim_of_a_dead_process_ends_at_once() -> None:
    assert leases.is_abandoned(claim_of_a_process_that_is_gone(), NOW + SECOND, NOW)


def test_a_new_process_with_the_same_number_is_another_one() -> None:
    place, pid, started, name = leases.new_claim().split(" ")

    assert leases.is_abandoned(f"{place} {pid} {int(started) - 1} {name}", NOW + SECOND, NOW)


def test_a_claim_from_another_machine_is_believed_until_the_lease_ends() -> None:
    claim = "other-boot/pid:[1] 999999 1 abc"

    assert not leases.is_abandoned(claim, NOW, NOW)
    assert leases.is_abandoned(claim, NOW - SECOND, NOW)


def test_what_was_never_claimed_is_free() -> None:
    assert leases.is_abandoned("", None, NOW)


def test_two_claims_of_one_process_differ() -> None:
    assert leases.new_claim() != leases.new_claim()


def test_the_lease_outlasts_the_budget_of_every_lab() -> None:
    for seconds in (0.1, 2, 60):
        limits = replace(LIMITS, call_seconds=seconds)
        lab: Any = SimpleNamespace(format="code", limits=limits, weights={"performance": 20})
        assert leases.lease_for(lab).total_seconds() > budget.grading_seconds(lab) > seconds
