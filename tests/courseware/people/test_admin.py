"""People in the admin."""

from __future__ import annotations

import pytest
from django.urls import reverse

from courseware.outbox.models import Message
from courseware.people.models import User
from tests.factories import make_student, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def root(client):
    client.force_login(make_user("root", is_staff=True, is_superuser=True))
    return client


def test_a_person_s_page_shows_their_enrollments(root, ben):
    page = root.get(reverse("admin:people_user_change", args=[ben.pk])).content.decode()
    assert "Machine learning" in page
    assert 'name="enrollments-0-role"' in page


def test_enrollments_are_found_by_name_and_filtered_by_role(root, course, ada, ben):
    address = reverse("admin:people_enrollment_changelist")
    page = root.get(address, {"q": "ben"}).content.decode()
    assert ">ben<" in page
    assert ">ada<" not in page
    page = root.get(address, {"role": "instructor"}).content.decode()
    assert ">ada<" in page
    assert ">ben<" not in page


def test_somebody_who_is_being_deleted_can_no_longer_work(root, course, ben):
    other = make_student(course)
    form = {"action": "delete_selected", "_selected_action": [ben.pk], "post": "yes"}
    root.post(reverse("admin:people_user_changelist"), form)
    assert dict(User.objects.values_list("pk", "is_active")) | {ben.pk: False} == dict(
        User.objects.values_list("pk", "is_active")
    )
    assert User.objects.get(pk=other.pk).is_active
    assert Message.objects.get().args == ["people.User", [ben.pk]]
