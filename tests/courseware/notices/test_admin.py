"""Notices in the administration: to look up, not to change."""

from __future__ import annotations

import pytest

from tests.factories import make_notice, make_user

pytestmark = pytest.mark.django_db


def test_they_are_listed_and_neither_added_nor_changed(client, course, ben):
    notice = make_notice(ben, course)
    client.force_login(make_user("root", is_staff=True, is_superuser=True))
    page = "/admin/notices/notice/"
    assert "ben" in client.get(page).content.decode()
    assert client.get(f"{page}add/").status_code == 403
    assert client.post(f"{page}{notice.pk}/change/", {"link": "/x/"}).status_code == 403
