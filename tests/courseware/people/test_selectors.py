"""Who is in a course, and who of the staff is there for a student."""

from __future__ import annotations

import pytest

from courseware.people.models import Role, User
from courseware.people.permissions import Permission
from courseware.people.selectors import named, staff_for, students_of
from tests.factories import make_course, make_instructor, make_staff, make_student, make_user

pytestmark = pytest.mark.django_db


def test_students_are_those_with_the_role_in_this_course(course, ada, ben):
    make_staff(course, Role.OBSERVER)
    make_student(make_course())
    assert list(students_of(course)) == list(students_of(course.pk)) == [ben]


def test_the_staff_of_a_student_has_the_permission_and_their_section(course, ada, ben):
    monday, tuesday = (course.sections.create(name=name) for name in ("Monday", "Tuesday"))
    ben.enrollments.get().sections.set([monday, tuesday])
    own = make_staff(course, Role.ASSISTANT, sections=[monday, tuesday])
    make_staff(course, Role.ASSISTANT, sections=[course.sections.create(name="Friday")])
    everywhere = make_staff(course, Role.ASSISTANT)
    grader = make_staff(course, Role.GRADER)
    assert staff_for(ben, Permission.ANSWER, course) == [ada.pk, own.pk, everywhere.pk]
    assert grader.pk in staff_for(ben, Permission.GRADE, course)
    assert staff_for(ben, Permission.CHANGE_GRADES, course) == [ada.pk]


def test_nobody_is_told_of_their_own_question_or_without_an_account(course, ada):
    make_instructor(course, "gone", is_active=False)
    eva = make_instructor(course, "eva")
    assert staff_for(ada, Permission.ANSWER, course) == [eva.pk]


@pytest.mark.parametrize(("word", "found"), [("lovelac", 1), ("ADA@", 1), ("grace", 0)])
def test_people_are_found_by_names_and_address(word, found):
    person = make_user(first_name="Augusta", last_name="Lovelace")
    User.objects.filter(pk=person.pk).update(email="ada@example.org")
    assert User.objects.filter(named(word)).count() == found
