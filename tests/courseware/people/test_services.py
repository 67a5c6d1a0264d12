"""Enrolling people, and what they have seen."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from courseware.people.models import Enrollment, MailDigest, Role, User
from courseware.people.services import choose_mail_digest, enroll, mark_news_seen
from tests.factories import make_course, make_user

pytestmark = pytest.mark.django_db


def test_somebody_new_is_a_student(course):
    enrollment = enroll(user=make_user("ben"), course=course)
    assert (enrollment.role, enrollment.course) == (Role.STUDENT, course)


def test_enrolling_again_changes_no_role(course):
    ada = make_user("ada")
    first = enroll(user=ada, course=course, role=Role.INSTRUCTOR)
    assert enroll(user=ada, course=course) == first
    assert Enrollment.objects.get().role == Role.INSTRUCTOR


def test_a_person_may_be_in_several_courses(course):
    ben = make_user("ben")
    for place in (course, make_course()):
        enroll(user=ben, course=place)
    assert ben.enrollments.count() == 2


def test_what_was_seen_stays_seen(course):
    enrollment, now = enroll(user=make_user("ben"), course=course), timezone.now()
    assert enrollment.news_since == enrollment.enrolled_at
    for until in (now, now - timedelta(days=1)):
        mark_news_seen(enrollment=enrollment, until=until)
        enrollment.refresh_from_db()
        assert enrollment.news_since == now


def test_the_choice_about_mail_is_one_persons():
    ben, ada = make_user("ben"), make_user("ada")
    choose_mail_digest(user=ben, choice=MailDigest.NEVER)
    found = dict(User.objects.values_list("username", "mail_digest"))
    assert found == {"ben": "never", ada.username: "daily"}
