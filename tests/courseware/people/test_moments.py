"""Times that every time zone has."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.core.exceptions import ValidationError

from courseware.people.moments import check_moment, is_plausible
from tests.quizzes.conftest import make_quiz

__all__ = ["make_quiz"]

FAR = [datetime(1, 1, 1, tzinfo=UTC), datetime(9999, 12, 31, 23, 59, tzinfo=UTC)]
FAR += [datetime(1899, 12, 31, 23, 59, tzinfo=UTC), datetime(9001, 1, 1, tzinfo=UTC)]


@pytest.mark.parametrize("moment", [datetime(1900, 1, 1), datetime(9000, 12, 31, tzinfo=UTC)])
def test_a_time_within_the_calendar_is_taken(moment):
    assert is_plausible(moment)
    check_moment(moment)


@pytest.mark.parametrize("moment", FAR)
def test_the_ends_of_the_calendar_are_refused_with_a_sentence(moment):
    assert not is_plausible(moment)
    with pytest.raises(ValidationError, match="Enter a year from 1900 to 9000"):
        check_moment(moment)


@pytest.mark.parametrize("zone", ["America/New_York", "Asia/Tokyo"])
@pytest.mark.parametrize("typed", ["0001-01-01T00:00", "9999-12-31T23:59"])
@pytest.mark.parametrize(
    ("address", "fields"),
    [
        ("view-as/", ["at"]),
        ("outages/credit/", ["start", "end"]),
        ("questions/regrades/", ["until-{pk}"]),
    ],
)
def test_no_form_takes_a_time_that_other_zones_do_not_have(
    client, make_quiz, ada, settings, zone, typed, address, fields
):
    settings.TIME_ZONE = zone
    client.force_login(ada)
    item = make_quiz()
    sent = dict.fromkeys((field.format(pk=item.pk) for field in fields), typed)
    answer = client.post(f"/courses/ml/{address}", sent)
    assert answer.status_code == 422 and "Enter a year from 1900 to 9000." in answer.text
    assert client.get("/courses/ml/").status_code == 200


@pytest.mark.parametrize("until", ["0001-01-01T00:00:00+12:00", "9999-12-31T23:59:59-12:00"])
def test_the_mark_of_seen_news_takes_none_either(client, course, ben, until):
    client.force_login(ben)
    assert client.post("/courses/ml/seen/", {"until": until}).status_code == 302
    assert ben.enrollments.get().news_seen_at is None
