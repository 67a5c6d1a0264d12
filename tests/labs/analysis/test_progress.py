from datetime import UTC, datetime, timedelta

import pytest

from labs.analysis.progress import STUCK_AFTER, Handed, progress_of, worked

START = datetime(2030, 1, 1, tzinfo=UTC)


def at(minutes: float) -> datetime:
    return START + timedelta(minutes=minutes)


def test_tries_and_minutes_until_the_first_that_passed():
    handed = [Handed(1, 7, at(10), False), Handed(2, 7, at(25), True), Handed(3, 7, at(50), True)]
    (found,) = progress_of(handed, {7: [at(0), at(10), at(20), at(25), at(50)]})
    assert (found.submissions, found.tries, found.minutes, found.last) == (3, 2, 25.0, 3)
    assert not found.is_stuck


def test_breaks_are_left_out():
    assert worked([at(0), at(30), at(61), at(71)]) == 40.0
    assert worked([at(5)]) == 0.0
    assert worked([]) == 0.0


@pytest.mark.parametrize(("count", "stuck"), [(STUCK_AFTER - 1, False), (STUCK_AFTER, True)])
def test_who_never_passes_is_stuck_after_some_submissions(count, stuck):
    (found,) = progress_of([Handed(n, 7, at(n), False) for n in range(count)], {})
    assert (found.is_stuck, found.tries, found.minutes) == (stuck, None, None)


def test_who_passes_at_once_needs_no_minutes():
    (found,) = progress_of([Handed(1, 7, at(0), True)], {})
    assert (found.tries, found.minutes) == (1, 0.0)


def test_nobody():
    assert progress_of([], {7: [at(0)]}) == []
