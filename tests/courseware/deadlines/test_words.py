from datetime import UTC, datetime, timedelta

import pytest

from courseware.deadlines.grants import NO_GRANT, Grant
from courseware.deadlines.models import Extension
from courseware.deadlines.words import duration_words, extension_words, grant_words

DUE = datetime(2026, 12, 4, 18, tzinfo=UTC)


@pytest.mark.parametrize(
    ("grant", "words"),
    [
        (NO_GRANT, ""),
        (Grant(due_at=DUE), "due Fri 4 Dec 2026, 18:00 UTC"),
        (Grant(closes_at=DUE), "closes Fri 4 Dec 2026, 18:00 UTC"),
        (Grant(shift=timedelta(days=1)), "dates 1 day later"),
        (
            Grant(time_factor=1.25, extra=timedelta(minutes=10), attempts=2),
            "1.25 times the time limit; 10 minutes more; 2 more attempts",
        ),
    ],
)
def test_a_grant_in_words(grant, words):
    assert grant_words(grant) == words


@pytest.mark.parametrize(
    ("duration", "words"),
    [
        (timedelta(days=3), "3 days"),
        (timedelta(days=1, hours=12), "1.5 days"),
        (timedelta(minutes=90), "1.5 hours"),
        (timedelta(hours=1), "1 hour"),
        (timedelta(minutes=1), "1 minute"),
        (timedelta(seconds=30), "0.5 minutes"),
    ],
)
def test_a_duration_in_its_largest_unit(duration, words):
    assert duration_words(duration) == words


def test_an_extension_says_what_it_gives_and_why():
    extension = Extension(shift_minutes=3 * 1440, reason="Illness")
    assert extension_words(extension) == "extension: dates 3 days later, because: Illness"
    extension.reason = ""
    assert extension_words(extension) == "extension: dates 3 days later"
