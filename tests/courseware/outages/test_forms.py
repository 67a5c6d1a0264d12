"""Times of an outage, and the reason for what is decided on it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from courseware.outages.forms import FORMAT, LONGEST, DecisionForm, TimesForm
from courseware.outages.services import MAX_REASON


def typed(start: timedelta, end: timedelta) -> dict[str, str]:
    """As far before now, in the site's zone."""
    now = timezone.localtime()
    return {"start": f"{now - start:{FORMAT}}", "end": f"{now - end:{FORMAT}}"}


def faults(data: dict[str, str]) -> dict[str, list[str]]:
    return dict(TimesForm(data).errors.items())


def test_times_are_read_in_the_readers_zone_with_or_without_seconds():
    with timezone.override("America/New_York"):
        form = TimesForm({"start": "2026-07-01T10:00", "end": "2026-07-01T10:20:30"})
        assert form.is_valid()
    start, end = form.cleaned_data["start"], form.cleaned_data["end"]
    assert start.utcoffset() == timedelta(hours=-4)
    assert end - start == timedelta(minutes=20, seconds=30)


def test_an_outage_that_goes_on_has_an_end_in_the_future():
    assert faults(typed(timedelta(hours=1), timedelta(hours=-1))) == {}


def test_the_longest_outage_is_seven_days():
    days = timedelta(days=10)
    assert faults(typed(days, days - LONGEST)) == {}
    (sentence,) = faults(typed(days, days - LONGEST - timedelta(minutes=1)))["end"]
    assert "seven days" in sentence


@pytest.mark.parametrize("end", [timedelta(hours=1), timedelta(hours=2)])
def test_an_outage_ends_after_it_started(end):
    assert list(faults(typed(timedelta(hours=1), end))) == ["end"]


def test_none_is_in_the_future():
    assert list(faults(typed(timedelta(hours=-1), timedelta(hours=-2)))) == ["start"]


@pytest.mark.parametrize("missing", ["start", "end"])
def test_both_times_are_asked_for(missing):
    data = typed(timedelta(hours=2), timedelta(hours=1)) | {missing: ""}
    assert list(faults(data)) == [missing]


def test_a_decision_needs_a_reason_that_fits():
    times = typed(timedelta(hours=2), timedelta(hours=1))
    assert "Enter a reason" in DecisionForm({**times, "reason": " "}).errors["reason"][0]
    assert not DecisionForm({**times, "reason": "x" * (MAX_REASON + 1)}).is_valid()
    assert DecisionForm({**times, "reason": "Down."}).is_valid()


def test_the_times_of_a_decision_are_those_that_were_shown():
    form = DecisionForm(initial=typed(timedelta(hours=2), timedelta(hours=1)))
    assert all(form[name].is_hidden for name in ("start", "end"))
    assert not form["reason"].is_hidden
