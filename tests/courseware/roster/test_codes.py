"""Codes, and enrolling with them."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from courseware.people.models import Enrollment
from courseware.roster import codes, services
from courseware.roster.models import JoinCode
from courseware.roster.services import RosterRefused
from tests.factories import make_user

pytestmark = pytest.mark.django_db


def test_a_code_enrolls_in_its_section_as_often_as_it_may(course, ben, cleo):
    monday = course.sections.create(name="Monday")
    code = codes.renew_code(course=course, section=monday, expires_at=None, most=1)
    codes.join_with(code=code, user=ben)  # is there already
    for _ in range(2):
        enrollment = codes.join_with(code=code, user=cleo)
    assert (enrollment.role, list(enrollment.sections.all())) == ("student", [monday])
    with pytest.raises(RosterRefused, match="maximum number of uses"):
        codes.join_with(code=code, user=make_user())
    assert JoinCode.objects.get().used == 1


def test_a_renewed_or_expired_code_no_longer_works(course, cleo):
    old = codes.renew_code(course=course, section=None, expires_at=None, most=None)
    past = timezone.now() - timedelta(seconds=1)
    new = codes.renew_code(course=course, section=None, expires_at=past, most=None)
    assert old.code != new.code
    with pytest.raises(RosterRefused, match="no such code"):
        codes.join_with(code=old, user=cleo)
    with pytest.raises(RosterRefused, match="expired"):
        codes.join_with(code=new, user=cleo)
    assert not Enrollment.objects.filter(user=cleo).exists()


def test_a_code_is_found_however_it_is_typed(course):
    code = JoinCode.objects.create(course=course, code="ABCD2345")
    assert codes.code_named(" abcd-2345 ") == code
    assert codes.code_named("") is None


def test_who_was_removed_uses_no_code(course, ada, ben):
    code = codes.renew_code(course=course, section=None, expires_at=None, most=None)
    services.remove(enrollment=Enrollment.objects.get(user=ben), by=ada)
    for join in (
        lambda: codes.join_with(code=code, user=ben),
        lambda: codes.join_open_course(course=course, user=ben),
    ):
        with pytest.raises(RosterRefused, match="removed"):
            join()


def test_a_closed_course_takes_nobody(course, cleo):
    services.set_open(course=course, is_open=False)
    course.refresh_from_db()
    with pytest.raises(RosterRefused, match="not open"):
        codes.join_open_course(course=course, user=cleo)
