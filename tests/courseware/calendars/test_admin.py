"""Administrators see that there is a feed, and can delete it; its address stays hidden."""

from __future__ import annotations

import pytest

from courseware.calendars.services import renew_feed

pytestmark = pytest.mark.django_db


def test_the_administration_shows_no_address(admin_client, ben):
    feed = renew_feed(user=ben)
    assert admin_client.get("/admin/calendars/calendarfeed/add/").status_code == 403
    for page in ("/admin/calendars/calendarfeed/", f"/admin/calendars/calendarfeed/{feed.pk}/"):
        text = admin_client.get(f"{page}change/" if page[-2].isdigit() else page).content.decode()
        assert "ben" in text
        assert feed.secret not in text
        assert feed.nonce not in text
