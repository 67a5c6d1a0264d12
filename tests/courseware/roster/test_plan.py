"""What importing a roster would change, and importing it."""

from __future__ import annotations

import pytest
from allauth.account.models import EmailAddress

from courseware.people.models import Enrollment, Role
from courseware.roster import services
from courseware.roster.files.reading import read_roster
from courseware.roster.importing import StalePlan, import_roster, keep, roster_of
from courseware.roster.invitations import accept
from courseware.roster.models import FormerEnrollment, Invitation, RosterFile
from courseware.roster.plan import plan_import
from tests.factories import make_student, make_user

pytestmark = pytest.mark.django_db


def planned(course, by, text):
    return plan_import(course, read_roster(text), by)


def actions(plan) -> dict[str, str]:
    return {entry.row.email or entry.row.username: entry.action for entry in plan.entries}


def run_import(course, by, text, *, remove_missing=False):
    file = keep(course=course, by=by, roster=read_roster(text))
    digest = plan_import(course, roster_of(file), by).digest
    return import_roster(file=file, digest=digest, remove_missing=remove_missing, by=by)


LIST = """\
name,email,username,section,role
Ben,ben@example.org,,Monday,
Dora,,dora,,
New One,new@example.org,,Monday;Tuesday,assistant
Old One,old@example.org,,,
"""


@pytest.fixture
def people(course, ada):
    """Dora is there as the list says, and an old one was removed."""
    dora, old = make_student(course, "dora"), make_student(course, "old")
    services.remove(enrollment=Enrollment.objects.get(user=old), by=ada)
    return dora, old


def test_the_plan_says_what_becomes_of_whom(course, ada, ben, people):
    plan = planned(course, ada, LIST)
    assert actions(plan) == {
        "ben@example.org": "changed",
        "dora": "unchanged",
        "new@example.org": "invited",
        "old@example.org": "restored",
    }
    assert plan.entries[0].changes == ("no section → Monday",)
    assert (plan.new_sections, plan.missing) == (("Monday", "Tuesday"), ())


def test_importing_twice_changes_nothing_the_second_time(course, ada, ben, people):
    run_import(course, ada, LIST)
    assert [each.name for each in Enrollment.objects.get(user=ben).sections.all()] == ["Monday"]
    invitation = Invitation.objects.get()
    assert (invitation.role, invitation.first_name) == (Role.ASSISTANT, "New")
    assert not FormerEnrollment.objects.exists() and not RosterFile.objects.exists()
    again = planned(course, ada, LIST)
    assert set(actions(again).values()) == {"unchanged"}
    assert not again.changes_anything
    run_import(course, ada, LIST)
    assert (Invitation.objects.get().pk, course.sections.count()) == (invitation.pk, 2)


def test_who_accepted_with_another_address_is_still_known_by_the_first(course, ada, ben, people):
    run_import(course, ada, LIST)
    accept(invitation=Invitation.objects.get(), user=make_user("nova"))
    assert actions(planned(course, ada, LIST))["new@example.org"] == "unchanged"


def test_missing_students_are_removed_only_when_asked(course, ada, ben, people):
    run_import(course, ada, "email\nguest@example.org")
    text = "email\nben@example.org"
    assert [known.name for known in planned(course, ada, text).missing] == [
        "guest@example.org",
        "Dora",
    ]
    run_import(course, ada, text)
    assert course.enrollments.count() == 3
    run_import(course, ada, text, remove_missing=True)
    assert set(course.enrollments.values_list("user__username", flat=True)) == {"ada", "ben"}
    assert not Invitation.objects.exists()
    assert FormerEnrollment.objects.count() == 2


def test_nobody_is_removed_where_lines_are_left_out(course, ada, ben, people):
    run_import(course, ada, "email,name\nben@example.org,\nbad,Dora", remove_missing=True)
    assert Enrollment.objects.filter(user=people[0]).exists()


def test_what_was_not_previewed_is_not_imported(course, ada, ben):
    file = keep(course=course, by=ada, roster=read_roster("email,section\nben@example.org,Mon"))
    digest = plan_import(course, roster_of(file), ada).digest
    services.remove(enrollment=Enrollment.objects.get(user=ben), by=ada)
    with pytest.raises(StalePlan):
        import_roster(file=file, digest=digest, remove_missing=False, by=ada)
    assert not course.sections.exists()


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("email,username\nben@example.org,dora", 2, "different people"),
        ("email,username\nben@example.org,\n,ben", 3, "also in line 2"),
        ("username\nnobody", 2, "There is no account with the username"),
        ("email,role\nada@example.org,student", 2, "your own role"),
    ],
)
def test_rows_that_fit_nobody_are_faults(course, ada, ben, people, text, line, said):
    plan = planned(course, ada, text)
    ((number, sentence),) = [(fault.line, fault.sentence) for fault in plan.faults]
    assert (number, said in sentence) == (line, True)


def test_an_account_elsewhere_is_invited_and_not_enrolled(course, ada, cleo):
    run_import(course, ada, "username\nCLEO\n")
    assert (Invitation.objects.get().user, Invitation.objects.get().email) == (cleo, cleo.email)
    assert not Enrollment.objects.filter(user=cleo).exists()


def test_people_are_known_by_every_verified_address_and_sections_by_any_case(course, ada, ben):
    EmailAddress.objects.create(user=ben, email="b2@example.org", verified=True)
    course.sections.create(name="Monday")
    plan = planned(course, ada, "email,section\nB2@example.org,monday")
    assert plan.entries[0].changes == ("no section → Monday",)
    assert plan.new_sections == ()


def test_a_large_list_takes_no_query_a_person(course, ada, django_assert_max_num_queries):
    for number in range(30):
        make_student(course, f"s{number}")
    text = "email\n" + "\n".join(f"s{n}@example.org\nn{n}@example.org" for n in range(30))
    with django_assert_max_num_queries(12):
        assert len(planned(course, ada, text).entries) == 60
