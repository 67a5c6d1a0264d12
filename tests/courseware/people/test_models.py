"""Users, their skeletons, and enrollments."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from courseware.people.models import (
    Enrollment,
    KnownNetwork,
    Role,
    ThrottleCounter,
    User,
    check_skeleton,
)
from tests.factories import make_course, make_user

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("names", "shown"),
    [
        ({"first_name": "Ada", "last_name": "Lindqvist"}, "Ada Lindqvist"),
        ({"first_name": "Ada", "last_name": ""}, "Ada"),
        ({"first_name": "", "last_name": ""}, "ada"),
    ],
)
def test_a_person_is_shown_by_their_names_or_else_by_their_username(names, shown):
    assert User(username="ada", **names).display_name == shown


def test_every_way_of_adding_a_row_sets_the_skeleton():
    make_user("Ada")
    User.objects.bulk_create([User(username="Ben")])
    User.objects.create_user("Cleo")
    assert set(User.objects.values_list("skeleton", flat=True)) == {"ada", "ben", "cleo"}


@pytest.mark.parametrize("name", ["ada", "аda", "A.D.A"])
def test_a_name_that_can_be_mistaken_for_another_is_refused(name):
    make_user("ada" if name != "A.D.A" else "a.d.a")
    with pytest.raises(ValidationError), transaction.atomic():
        make_user(name)


def test_a_name_that_shows_nothing_is_refused():
    with pytest.raises(ValidationError) as caught:
        check_skeleton("...")
    assert caught.value.code == "shows_nothing"


def test_a_person_may_keep_and_change_their_own_name():
    ada = make_user("ada")
    assert check_skeleton("Ada", but=ada.pk) == "ada"
    ada.username = "Ada"
    ada.save(update_fields=["username"])
    ada.refresh_from_db()
    assert (ada.username, ada.skeleton) == ("Ada", "ada")
    ada.username = "Augusta"
    ada.save()
    ada.refresh_from_db()
    assert ada.skeleton == "augusta"


def test_saving_something_else_checks_no_name(django_assert_num_queries):
    make_user("ada")
    ada = User.objects.get()
    ada.last_name = "Lindqvist"
    with django_assert_num_queries(1):
        ada.save(update_fields=["last_name"])


def test_a_name_that_is_read_later_is_not_a_new_one(django_assert_num_queries):
    make_user("ada")
    ada = User.objects.defer("username").get()
    assert str(ada) == "ada"
    with django_assert_num_queries(1):
        ada.save(update_fields=["last_name"])


def test_refreshing_another_field_does_not_hide_a_new_name():
    make_user("ada")
    ada = User.objects.get()
    ada.username = "augusta"
    ada.refresh_from_db(fields=["email"])
    ada.save()
    assert User.objects.get().skeleton == "augusta"


def test_a_form_hears_of_a_taken_name_by_its_field():
    make_user("ada")
    with pytest.raises(ValidationError) as caught:
        User(username="аda", password="x").full_clean()
    assert list(caught.value.message_dict) == ["username"]


def test_a_person_is_enrolled_once_in_each_course(course):
    ben = make_user("ben")
    for place in (course, make_course()):
        Enrollment.objects.create(user=ben, course=place)
    with pytest.raises(IntegrityError), transaction.atomic():
        Enrollment.objects.create(user=ben, course=course, role=Role.INSTRUCTOR)
    assert {enrollment.role for enrollment in ben.enrollments.all()} == {Role.STUDENT}


def test_rows_name_themselves_without_secrets(course):
    ben, now = make_user("ben"), timezone.now()
    assert str(Enrollment(user=ben, course=course)) == "ben (student, Machine learning)"
    assert str(ThrottleCounter(key="k", count=2.25, updated_at=now)).startswith("2.2 at 20")
    assert str(KnownNetwork(user=ben, network_hash="h", seen_at=now)) == f"ben ({now:%Y-%m-%d})"
