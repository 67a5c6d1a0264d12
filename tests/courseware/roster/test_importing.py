"""Importing a roster: what a file does to people, invitations and sections."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from courseware.people.models import Enrollment, Role
from courseware.roster import services
from courseware.roster.files.reading import read_roster
from courseware.roster.files.rows import Roster
from courseware.roster.importing import StalePlan, import_roster, keep, roster_of
from courseware.roster.invitations import Guest, invite
from courseware.roster.models import FormerEnrollment, Invitation, RosterFile
from courseware.roster.plan import plan_import
from courseware.roster.services import RosterRefused
from tests.factories import make_student

pytestmark = pytest.mark.django_db


def take(course, by, text, *, remove_missing=False):
    """Reads, previews and imports."""
    file = keep(course=course, by=by, roster=read_roster(text))
    digest = plan_import(course, roster_of(file), by).digest
    return import_roster(file=file, digest=digest, remove_missing=remove_missing, by=by)


def enrollment(user) -> Enrollment:
    return Enrollment.objects.get(user=user)


def test_what_is_kept_is_read_back_as_it_was(course, ada):
    roster = read_roster("email,section\na@x.org,Mon\nb@x.org,\nbad,\na@x.org,Mon\n")
    assert roster.rows and roster.faults and roster.repeated
    file = keep(course=course, by=ada, roster=roster)
    assert roster_of(RosterFile.objects.get(pk=file.pk)) == roster
    without = Roster(rows=read_roster("email\na@x.org").rows)
    assert roster_of(keep(course=course, by=ada, roster=without)).rows[0].sections is None


def test_files_that_nobody_confirmed_are_deleted_after_a_day(course, ada):
    old, young = (keep(course=course, by=ada, roster=Roster()) for _ in range(2))
    made = timezone.now() - timedelta(days=1, minutes=1)
    RosterFile.objects.filter(pk=old.pk).update(created_at=made)
    new = keep(course=course, by=ada, roster=Roster())
    assert set(RosterFile.objects.values_list("pk", flat=True)) == {young.pk, new.pk}


def test_strangers_are_invited_with_their_role_and_section(course, ada):
    take(course, ada, "name,email,section,role\nX Y,x@example.org,Mon,student\n")
    guest = Invitation.objects.get()
    assert (guest.first_name, guest.last_name, guest.role) == ("X", "Y", Role.STUDENT)
    assert [section.name for section in guest.sections.all()] == ["Mon"]
    assert guest.by == ada
    assert not RosterFile.objects.exists()


def test_a_member_gets_the_sections_of_the_file(course, ada, ben):
    monday = course.sections.create(name="Monday")
    enrollment(ben).sections.add(monday)
    take(course, ada, "email,section\nben@example.org,Tuesday\n")
    assert [section.name for section in enrollment(ben).sections.all()] == ["Tuesday"]
    take(course, ada, "email\nben@example.org\n")  # says nothing of sections
    assert [section.name for section in enrollment(ben).sections.all()] == ["Tuesday"]
    assert course.sections.filter(name="Tuesday").count() == 1


def test_who_was_removed_comes_back_and_who_is_invited_gets_the_new_role(course, ada, ben):
    services.remove(enrollment=enrollment(ben), by=ada)
    invite(course=course, guests=[Guest("g@example.org")], by=ada)
    take(course, ada, "email,role\nben@example.org,\ng@example.org,grader\n")
    assert enrollment(ben).role == Role.STUDENT
    assert not FormerEnrollment.objects.exists()
    assert Invitation.objects.get().role == Role.GRADER


def test_the_same_file_again_changes_nothing(course, ada, ben):
    text = "email,section\nx@example.org,Mon\nben@example.org,Mon\n"
    take(course, ada, text)
    before = list(Invitation.objects.values())
    plan = take(course, ada, text)
    assert {entry.action for entry in plan.entries} == {"unchanged"}
    assert list(Invitation.objects.values()) == before


def test_a_course_that_has_changed_since_the_preview_is_left_alone(course, ada, ben):
    file = keep(course=course, by=ada, roster=read_roster("email\nx@example.org\nben@example.org"))
    digest = plan_import(course, roster_of(file), ada).digest
    services.remove(enrollment=enrollment(ben), by=ada)
    with pytest.raises(StalePlan):
        import_roster(file=file, digest=digest, remove_missing=False, by=ada)
    assert not Invitation.objects.exists()
    assert RosterFile.objects.filter(pk=file.pk).exists()


def test_those_whom_the_file_does_not_name_go_only_when_asked(course, ada, ben):
    make_student(course, "dora")
    invite(course=course, guests=[Guest("g@example.org")], by=ada)
    take(course, ada, "email\nben@example.org\n")
    assert Enrollment.objects.filter(course=course).count() == 3
    take(course, ada, "email\nben@example.org\n", remove_missing=True)
    left = Enrollment.objects.filter(course=course).values_list("user__username", flat=True)
    assert sorted(left) == ["ada", "ben"]
    assert not Invitation.objects.exists()
    assert FormerEnrollment.objects.get().user.username == "dora"


def test_nobody_is_removed_where_lines_were_left_out(course, ada, ben):
    plan = take(course, ada, "email\nx@example.org\nbad line\n", remove_missing=True)
    assert plan.faults and plan.missing
    assert Enrollment.objects.filter(user=ben).exists()


def test_nobody_takes_their_own_role_away_by_a_file(course, ada):
    plan = take(course, ada, "email,role\nada@example.org,student\nx@example.org,\n")
    assert [fault.line for fault in plan.faults] == [2]
    assert enrollment(ada).role == Role.INSTRUCTOR
    assert Invitation.objects.get().email == "x@example.org"


def test_a_course_keeps_its_instructor_when_an_operator_imports(course, ada, cleo):
    with pytest.raises(RosterRefused, match="only instructor"):
        take(course, cleo, "email,role\nada@example.org,student\n")
    assert enrollment(ada).role == Role.INSTRUCTOR


def test_an_import_costs_the_same_queries_for_many_strangers(
    course, ada, django_assert_max_num_queries
):
    text = "email\n" + "".join(f"s{n}@example.org\n" for n in range(60))
    file = keep(course=course, by=ada, roster=read_roster(text))
    digest = plan_import(course, roster_of(file), ada).digest
    with django_assert_max_num_queries(30):
        import_roster(file=file, digest=digest, remove_missing=False, by=ada)
    assert Invitation.objects.count() == 60
