"""Members of a platform's course, read by a worker and taken over after a look at the changes."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from courseware.lti import members, roster
from courseware.lti.models import Account, Context, Member
from courseware.lti.tasks import fetch_members
from courseware.people.models import Enrollment, Role, User
from courseware.roster.services import remove
from tests.courseware.lti.platform import LEARNER, TEACHER, Person
from tests.factories import make_user

pytestmark = pytest.mark.django_db
ASSISTANT = Person("a-1", "Ali Assistant", "ali@school.example", "TeachingAssistant")
PARENT = Person("p-1", "Pat Parent", "pat@school.example", "Mentor")
GONE = Person("g-1", "Gone Person", "gone@school.example", status="Inactive")


@pytest.fixture
def read(server, context):
    def read():
        members.ask(context)
        fetch_members(context.pk)
        return Context.objects.select_related("course", "deployment__platform").get(pk=context.pk)

    return read


def actions(plan):
    return {entry.person.claims.sub: entry.action for entry in plan.entries}


def take_over(context, by, **options):
    plan = roster.plan_of(context, by)
    options = {"section": False, "remove_missing": False} | options
    return roster.take_over(context=context, digest=plan.digest, by=by, **options)


def test_members_of_all_pages_are_listed_with_our_roles(server, read, ada):
    server.people = [TEACHER, LEARNER, ASSISTANT, PARENT, GONE]
    plan = roster.plan_of(read(), ada)
    assert actions(plan) == {
        "t-1": roster.ADDED,
        "l-1": roster.ADDED,
        "a-1": roster.ADDED,
        "p-1": roster.LEFT_OUT,
    }
    assert User.objects.count() == 1  # nothing is done before it is confirmed


def test_taking_over_enrolls_and_the_first_launch_is_of_the_same_account(
    server, read, course, ada, launch
):
    server.people = [TEACHER, LEARNER, ASSISTANT]
    context = read()
    take_over(context, ada, section=True)
    roles = {each.user.first_name: each.role for each in course.enrollments.exclude(user=ada)}
    assert roles == {"Tara": Role.INSTRUCTOR, "Lena": Role.STUDENT, "Ali": Role.ASSISTANT}
    learner = Account.objects.get(sub=LEARNER.sub).user
    (section,) = learner.enrollments.get().sections.all()
    assert section.name == str(context)
    assistant = Account.objects.get(sub="a-1").user
    assert not assistant.enrollments.get().sections.exists()
    launch()
    assert Account.objects.filter(sub=LEARNER.sub).get().user == learner
    assert set(actions(roster.plan_of(context, ada)).values()) == {roster.UNCHANGED}


def test_an_address_that_is_known_waits_for_the_person(read, ada):
    make_user("lena2", first_name="L").__class__.objects.filter(username="lena2").update(
        email=LEARNER.email.upper()
    )
    context = read()
    assert actions(roster.plan_of(context, ada))["l-1"] == roster.WAITS
    take_over(context, ada)
    assert not Account.objects.filter(sub="l-1").exists()


def test_roles_change_but_never_ones_own(server, read, course, ada):
    server.people = [TEACHER, LEARNER]
    take_over(read(), ada)
    Account.objects.create(issuer=server.url, sub="me", user=ada)
    promoted = Person(LEARNER.sub, LEARNER.name, LEARNER.email, "TeachingAssistant")
    server.people = [TEACHER, promoted, Person("me", "Ada", "ada@school.example")]
    context = read()
    plan = roster.plan_of(context, ada)
    assert actions(plan) == {
        "t-1": roster.UNCHANGED,
        "l-1": roster.CHANGED,
        "me": roster.UNCHANGED,
    }
    assert "Student → Assistant" in [entry.change for entry in plan.entries]
    take_over(context, ada)
    learner = Account.objects.get(sub="l-1").user
    assert course.enrollments.get(user=learner).role == Role.ASSISTANT


def test_who_left_is_removed_only_if_asked_and_comes_back_with_everything(
    server, read, course, ada
):
    second = Person("l-2", "Liam Second", "liam@school.example")
    server.people = [LEARNER, second]
    take_over(read(), ada)
    server.people = [LEARNER]
    context = read()
    assert [each.user.first_name for each in roster.plan_of(context, ada).missing] == ["Liam"]
    take_over(context, ada)
    assert course.enrollments.filter(role=Role.STUDENT).count() == 2
    take_over(context, ada, remove_missing=True)
    assert course.enrollments.filter(role=Role.STUDENT).count() == 1
    server.people = [LEARNER, second]
    context = read()
    assert actions(roster.plan_of(context, ada))["l-2"] == roster.RESTORED
    take_over(context, ada)
    assert course.enrollments.filter(role=Role.STUDENT).count() == 2


def test_a_plan_that_is_not_what_was_shown_does_nothing(server, read, ada):
    context = read()
    digest = roster.plan_of(context, ada).digest
    make_user("x")
    server.people = [LEARNER]
    read()
    with pytest.raises(roster.StalePlan):
        roster.take_over(context=read(), digest=digest, section=False, remove_missing=True, by=ada)
    assert Account.objects.count() == 0


def test_who_was_removed_here_is_restored_by_confirming(read, course, ada):
    context = read()
    take_over(context, ada)
    learner = Account.objects.get(sub="l-1").user
    remove(enrollment=Enrollment.objects.get(user=learner), by=ada)
    assert actions(roster.plan_of(context, ada))["l-1"] == roster.RESTORED


def test_a_platform_that_does_not_answer_is_told_in_words(server, read, context):
    server.fails_with = 500
    found = read()
    assert found.members is None and "status 500" in found.members_problem
    Context.objects.update(members_url="")
    assert "does not share" in read().members_problem


def test_odd_members_are_left_out(server, read, ada):
    server.people = [Person("", "No Id", "x"), Person("x" * 300, "Long Id", "y"), LEARNER]
    assert list(actions(roster.plan_of(read(), ada))) == ["l-1"]


def test_lists_are_kept_for_a_day(read):
    context = read()
    members.forget_old()
    context.refresh_from_db()
    assert context.members
    Context.objects.update(members_at=timezone.now() - timedelta(days=2))
    members.forget_old()
    context.refresh_from_db()
    assert context.members is None


def test_members_are_remembered_for_scores(read, context, ada):
    take_over(read(), ada)
    assert Member.objects.filter(context=context).count() == 2
