from datetime import timedelta

from courseware.outbox.backoff import wait_after


def test_the_first_retry_is_at_once_and_later_ones_wait_ever_longer_up_to_an_hour():
    waits = [wait_after(failures).total_seconds() for failures in range(1, 9)]

    assert waits == [0, 10, 40, 160, 640, 2560, 3600, 3600]


def test_what_fails_for_days_goes_on_waiting_an_hour():
    assert wait_after(30) == wait_after(10**6) == timedelta(hours=1)
