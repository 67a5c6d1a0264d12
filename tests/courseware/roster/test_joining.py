"""Signing up and being enrolled by it, on one page."""

from __future__ import annotations

import pytest

from courseware.people.models import Enrollment, User
from courseware.roster.models import JoinCode
from courseware.roster.services import set_open

pytestmark = pytest.mark.django_db

TYPED = {
    "first_name": "Nora",
    "last_name": "New",
    "username": "nora",
    "email": "nora@example.org",
    "password1": "correct horse battery",
    "password2": "correct horse battery",
}


def test_signing_up_for_an_open_course_leads_into_it(course, client):
    page = client.get("/accounts/signup/?join=course:ml").content.decode()
    assert "Machine learning" in page and 'value="course:ml"' in page
    answer = client.post("/accounts/signup/", TYPED | {"join": "course:ml"})
    assert (answer.status_code, answer.url) == (302, "/courses/ml/")
    nora = User.objects.get(username="nora")
    assert nora.get_full_name() == "Nora New"
    assert Enrollment.objects.filter(user=nora, course=course).exists()


def test_signing_up_with_a_code_leads_into_its_section(course, client):
    set_open(course=course, is_open=False)
    monday = course.sections.create(name="Monday")
    code = JoinCode.objects.create(course=course, section=monday)
    page = client.get(f"/join/{code.code}/").content.decode()
    assert f"?join=code%3A{code.code}" in page or f"?join=code:{code.code}" in page
    client.post("/accounts/signup/", TYPED | {"join": f"code:{code.code}"})
    assert Enrollment.objects.get(user__username="nora").sections.get() == monday


@pytest.mark.parametrize("wish", ["course:ml", "course:no", "code:NOTHING1", "x", ""])
def test_what_cannot_be_joined_is_no_hindrance(course, client, wish):
    set_open(course=course, is_open=False)
    assert client.post("/accounts/signup/", TYPED | {"join": wish}).status_code == 302
    assert User.objects.filter(username="nora").exists()
    assert not Enrollment.objects.filter(user__username="nora").exists()


def test_the_first_name_is_asked_for(client):
    answer = client.post("/accounts/signup/", TYPED | {"first_name": ""})
    assert answer.status_code == 200 and not User.objects.exists()
