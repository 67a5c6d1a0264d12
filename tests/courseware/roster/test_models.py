"""What the database itself refuses about rosters, and what rows say of themselves."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from courseware.people.models import Role
from courseware.roster.models import (
    CODE_LENGTH,
    CODE_LETTERS,
    INVITED_FOR,
    Change,
    FormerEnrollment,
    Invitation,
    JoinCode,
    RosterAddress,
    RosterChange,
    new_code,
    new_nonce,
)
from tests.factories import make_course

pytestmark = pytest.mark.django_db


def refused(make) -> bool:
    try:
        with transaction.atomic():
            make()
    except IntegrityError:
        return True
    return False


def test_a_code_has_no_letters_that_look_alike():
    codes = {new_code() for _ in range(200)}
    assert len(codes) == 200
    assert {len(code) for code in codes} == {CODE_LENGTH}
    assert set("".join(codes)) <= set(CODE_LETTERS)
    assert not set("IO01") & set(CODE_LETTERS)
    assert new_nonce() != new_nonce()


def test_one_invitation_an_address_and_an_account_in_a_course(course, cleo):
    Invitation.objects.create(course=course, email="x@example.org")
    assert refused(lambda: Invitation.objects.create(course=course, email="X@Example.org"))
    Invitation.objects.create(course=make_course(), email="x@example.org")
    Invitation.objects.create(course=course, user=cleo)  # without an address
    assert refused(lambda: Invitation.objects.create(course=course, user=cleo))


def test_an_invitation_lasts_for_thirty_days(course):
    made = Invitation.objects.create(course=course, email="x@example.org")
    left = made.expires_at - timezone.now()
    assert INVITED_FOR - timedelta(hours=1) < left <= INVITED_FOR
    assert not made.has_expired
    made.expires_at = timezone.now() - timedelta(seconds=1)
    assert made.has_expired


@pytest.mark.parametrize(
    ("fields", "name"),
    [
        ({"first_name": "Gus", "last_name": "Guest", "email": "g@x.org"}, "Gus Guest"),
        ({"email": "g@x.org", "username": "gus"}, "g@x.org"),
        ({"username": "gus"}, "gus"),
    ],
)
def test_a_guest_is_called_by_the_best_that_is_known(fields, name):
    assert Invitation(**fields).name == name


def test_an_address_of_a_roster_leads_to_one_person(course, ben, cleo):
    RosterAddress.objects.create(course=course, user=ben, email="b@uni.org")
    make = RosterAddress.objects.create
    assert refused(lambda: make(course=course, user=cleo, email="B@uni.org"))
    make(course=course, user=ben, email="b2@uni.org")


def test_a_course_and_each_section_have_one_code(course):
    monday = course.sections.create(name="Monday")
    JoinCode.objects.create(course=course)
    JoinCode.objects.create(course=course, section=monday)
    assert refused(lambda: JoinCode.objects.create(course=course))
    assert refused(lambda: JoinCode.objects.create(course=course, section=monday))
    JoinCode.objects.create(course=make_course())


def test_no_code_is_used_beyond_its_limit(course):
    code = JoinCode.objects.create(course=course, most=2, used=1)
    assert not code.is_used_up
    JoinCode.objects.update(used=2)
    code.refresh_from_db()
    assert code.is_used_up
    assert refused(lambda: JoinCode.objects.update(used=3))
    endless = JoinCode(course=course, used=10_000)
    assert not endless.is_used_up and not endless.has_expired


def test_a_code_expires_at_its_time(course):
    now = timezone.now()
    assert JoinCode(course=course, expires_at=now - timedelta(seconds=1)).has_expired
    assert not JoinCode(course=course, expires_at=now + timedelta(minutes=1)).has_expired


def test_a_code_goes_with_its_section(course):
    monday = course.sections.create(name="Monday")
    JoinCode.objects.create(course=course, section=monday)
    monday.delete()
    assert not JoinCode.objects.exists()


def test_a_person_leaves_a_course_once(course, ben):
    fields = {"user": ben, "course": course, "role": Role.STUDENT, "enrolled_at": timezone.now()}
    former = FormerEnrollment.objects.create(**fields)
    assert refused(lambda: FormerEnrollment.objects.create(**fields))
    assert str(former).startswith(f"{ben} (student, Machine learning) until ")


def test_the_history_of_a_person_is_read_the_newest_first(course, ada, ben):
    for change in (Change.JOINED, Change.ROLE, Change.REMOVED):
        RosterChange.objects.create(course=course, user=ben, by=ada, change=change)
    read = [row.change for row in RosterChange.objects.all()]
    assert read == [Change.REMOVED, Change.ROLE, Change.JOINED]
    ada.delete()
    assert set(RosterChange.objects.values_list("by", flat=True)) == {None}
