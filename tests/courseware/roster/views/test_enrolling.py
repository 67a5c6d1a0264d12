"""How students enroll by themselves, set on the site."""

from __future__ import annotations

import pytest

from courseware.roster.models import JoinCode

pytestmark = pytest.mark.django_db


def test_codes_are_made_and_deleted_and_the_course_is_closed(signed_in, course):
    address = "/courses/ml/people/enrollment/"
    signed_in.post(address, {"new": "1", "last_day": "2999-01-01", "most": "30"})
    code = JoinCode.objects.get()
    assert (code.most, code.expires_at.year) == (30, 2999)
    assert code.code in signed_in.get(address).content.decode()
    assert signed_in.post(address, {"new": "1", "last_day": "2001-01-01"}).status_code == 422
    signed_in.post(address, {"delete": code.pk})
    signed_in.post(address, {"close": ""})
    course.refresh_from_db()
    assert (JoinCode.objects.exists(), course.open_enrollment) == (False, False)
