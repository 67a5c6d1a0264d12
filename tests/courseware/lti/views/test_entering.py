"""Whose account a launch opens, and which course."""

from __future__ import annotations

import pytest
from allauth.account.models import EmailAddress
from django.test import Client

from courseware.lti.models import Account, Context, Launch, Link, Platform
from courseware.people.models import Role, User
from courseware.roster.services import remove
from tests.courseware.lti.conftest import follow
from tests.courseware.lti.platform import CONTEXT, LEARNER, TEACHER, Person
from tests.factories import make_course, make_instructor, make_item, make_user

pytestmark = pytest.mark.django_db


def verified(user: User, email: str) -> User:
    EmailAddress.objects.create(user=user, email=email, primary=True, verified=True)
    return user


def test_who_is_signed_in_is_asked_and_can_connect(client, context, cleo, launch):
    client.force_login(cleo)
    response = launch()
    assert b"Connect to cleo" in response.content and Account.objects.count() == 0
    response = follow(client, client.post("/lti/enter/", {"link": ""}))
    assert response.status_code == 302
    assert Account.objects.get().user == cleo
    assert User.objects.count() == 1


def test_who_is_signed_in_can_have_a_new_account(client, context, cleo, launch):
    client.force_login(cleo)
    launch()
    assert client.post("/lti/enter/", {"new": ""}).status_code == 302
    assert Account.objects.get().user != cleo
    assert client.session["_auth_user_id"] == str(Account.objects.get().user.pk)


def test_an_address_alone_connects_nobody(client, context, launch):
    ours = verified(make_user("lena", first_name="Other"), LEARNER.email)
    response = launch()
    assert b"Sign in" in response.content and Account.objects.count() == 0
    assert "_auth_user_id" not in client.session
    client.post("/lti/enter/", {"link": ""})  # nobody is signed in
    assert Account.objects.count() == 0
    client.post("/lti/enter/", {"new": ""})
    user = Account.objects.get().user
    assert user != ours and user.email == ""


def test_a_trusted_platform_connects_a_verified_address(client, context, platform, launch):
    Platform.objects.update(trusts_email=True)
    ours = verified(make_user("lena"), LEARNER.email)
    assert launch().status_code == 302
    assert Account.objects.get().user == ours


@pytest.mark.parametrize(
    "change", [{"is_superuser": True}, {"is_staff": True}, {"is_active": False}, {}]
)
def test_trust_does_not_reach_administrators_or_unverified_addresses(context, launch, change):
    Platform.objects.update(trusts_email=True)
    ours = make_user("lena", **change)
    EmailAddress.objects.create(user=ours, email=LEARNER.email, primary=True, verified=bool(change))
    assert launch().status_code == 200
    assert Account.objects.count() == 0


def test_no_platform_signs_in_to_an_administrators_account(client, context, launch, admin_user):
    Account.objects.create(
        issuer=context.deployment.platform.issuer, sub=LEARNER.sub, user=admin_user
    )
    response = launch()
    assert response.status_code == 403 and b"administers this site" in response.content
    assert "_auth_user_id" not in client.session
    client.force_login(admin_user)  # by password
    assert launch().status_code == 302


def test_a_closed_account_stays_closed(context, launch):
    launch()
    User.objects.update(is_active=False)
    response = launch(Client())
    assert response.status_code == 403 and b"is closed" in response.content


def test_another_person_at_the_same_computer_is_signed_out(client, context, launch):
    launch()
    first = client.session["_auth_user_id"]
    launch(person=Person("l-2", "Liam Second", "liam@school.example"))
    assert b"Connect to" in client.get("/lti/enter/").content
    client.post("/lti/enter/", {"new": ""})
    assert client.session["_auth_user_id"] != first


def test_an_instructor_of_both_connects_the_course(client, course, ada, platform, launch):
    other = make_course()
    make_instructor(other, "otto")
    client.force_login(ada)
    assert b"Connect to ada" in launch(person=TEACHER).content
    response = client.post("/lti/enter/", {"link": ""})
    assert b"Choose one" in response.content
    assert course.title.encode() in response.content
    assert other.title.encode() not in response.content
    response = client.post("/lti/enter/", {"course": other.slug})
    assert Context.objects.get().course is None and response.status_code == 200
    response = client.post("/lti/enter/", {"course": course.slug})
    assert response.url == course.get_absolute_url()
    context = Context.objects.get(key=CONTEXT)
    assert (context.course, context.mapped_by) == (course, ada)


def test_a_learner_cannot_connect_even_if_they_teach_here(client, course, ada, platform, launch):
    client.force_login(ada)
    launch()
    client.post("/lti/enter/", {"link": ""})
    response = client.post("/lti/enter/", {"course": course.slug})
    assert response.status_code == 403 and b"not connected" in response.content
    assert Context.objects.get().course is None


def test_a_teacher_without_a_course_here_is_told_who_can(platform, launch):
    response = launch(person=TEACHER)
    assert response.status_code == 403 and b"administrator of this site" in response.content


def test_a_role_that_somebody_has_here_stays(client, course, context, ben, launch):
    Account.objects.create(issuer=context.deployment.platform.issuer, sub=TEACHER.sub, user=ben)
    assert launch(person=TEACHER).status_code == 302
    assert course.enrollments.get(user=ben).role == Role.STUDENT


def test_who_was_removed_does_not_come_back_by_a_link(course, context, ada, launch):
    launch()
    learner = Account.objects.get().user
    remove(enrollment=course.enrollments.get(user=learner), by=ada)
    response = launch(Client())
    assert response.status_code == 403 and b"removed from this course" in response.content
    assert not course.enrollments.filter(user=learner).exists()


def test_a_link_of_another_course_opens_nothing_of_it(context, launch):
    item = make_item(make_course())
    response = launch(item=f"quiz/{item.slug}")
    assert response.status_code == 404
    assert Link.objects.get().item is None


def test_what_the_platform_said_is_gone_after_entering(client, context, launch):
    launch()
    assert Launch.objects.get().claims is None
    assert client.get("/lti/enter/").status_code == 403


def test_without_a_launch_there_is_nothing_to_enter(client, db):
    assert client.get("/lti/enter/").status_code == 403
    session = client.session
    session["lti_launch"] = "x"
    session.save()
    assert client.post("/lti/enter/", {"new": ""}).status_code == 403


def test_forms_of_entering_need_their_token(context, cleo, launch):
    client = Client(enforce_csrf_checks=True)
    client.force_login(cleo)
    launch(client)
    assert client.post("/lti/enter/", {"link": ""}).status_code == 403
    assert Account.objects.count() == 0
