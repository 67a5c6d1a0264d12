import subprocess
import sys
from datetime import UTC, datetime, timedelta

from labs import leases

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
SECOND = timedelta(seconds=1)


def claim_of_a_process_that_is_gone() -> str:
    code = "from labs.leases import new_claim; print(new_claim())"
    return subprocess.check_output([sys.executable, "-c", code], text=True).strip()


def test_a_claim_holds_while_its_process_lives_and_is_heard_of():
    claim = leases.new_claim()

    assert not leases.is_void(claim, NOW, NOW)
    assert not leases.is_void(claim, NOW - leases.LEASE, NOW)


def test_a_claim_ends_when_nothing_was_heard_for_the_lease():
    assert leases.is_void(leases.new_claim(), NOW - leases.LEASE - SECOND, NOW)


def test_a_claim_of_a_dead_process_ends_at_once():
    assert leases.is_void(claim_of_a_process_that_is_gone(), NOW, NOW)


def test_a_process_that_has_taken_over_the_number_is_not_mistaken():
    place, pid, started, name = leases.new_claim().split(" ")

    assert leases.is_void(f"{place} {pid} {int(started) - 1} {name}", NOW, NOW)


def test_a_claim_from_another_machine_is_believed_until_the_lease_ends():
    claim = "other-boot/pid:[1] 999999 1 abc"

    assert not leases.is_void(claim, NOW, NOW)
    assert leases.is_void(claim, NOW - leases.LEASE - SECOND, NOW)


def test_what_was_never_claimed_is_free():
    assert leases.is_void("", None, NOW)


def test_two_claims_of_one_process_differ():
    assert leases.new_claim() != leases.new_claim()


def test_waiting_doubles_up_to_an_hour():
    waits = [leases.wait_after(tries).total_seconds() for tries in range(1, 10)]

    assert waits == [20, 40, 80, 160, 320, 640, 1280, 2560, 3600]
