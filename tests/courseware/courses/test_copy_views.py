"""The page on which an instructor copies a course."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from courseware.courses.tasks import COPY
from courseware.items.models import Course
from courseware.outbox.models import Lane, Message
from courseware.people.models import Role
from tests.factories import make_staff

pytestmark = pytest.mark.django_db
PAGE = "/courses/ml/copy/"
TYPED = {"title": "Again", "slug": "again", "days": "7", "staff": "on"}


def test_a_worker_is_asked_for_the_copy_once(client: Client, course: Any, ada: Any) -> None:
    client.force_login(ada)
    for _ in range(2):  # somebody presses the button twice
        page = client.post(PAGE, TYPED, follow=True)
    assert page.redirect_chain == [("/courses/ml/people/", 302)]
    assert "“Again” is being created. It will appear among your courses" in page.content.decode()
    message = Message.objects.get(task=COPY)
    assert message.args == [course.pk, "again", "Again", 7, True, ada.pk]
    assert (message.lane, message.owner) == (Lane.BACKGROUND, ada.pk)
    assert Course.objects.count() == 1  # the page itself copies nothing


def test_what_is_refused_stays_in_the_form(client: Client, ada: Any) -> None:
    client.force_login(ada)
    response = client.post(PAGE, TYPED | {"slug": "ml", "title": "Typed & kept"})
    page = response.content.decode()
    assert response.status_code == 422
    assert "There is already a course “ml”." in page
    assert 'value="Typed &amp; kept"' in page and 'value="7"' in page
    assert not Message.objects.filter(task=COPY).exists()


def test_looking_at_the_page_copies_nothing(client: Client, ada: Any) -> None:
    client.force_login(ada)
    response = client.get(PAGE, TYPED)
    assert response.status_code == 200
    assert 'value="Machine learning"' in response.content.decode()
    assert not Message.objects.filter(task=COPY).exists()


@pytest.mark.parametrize("role", [role for role in Role.values if role != Role.INSTRUCTOR])
def test_no_other_role_copies_a_course(client: Client, course: Any, role: str) -> None:
    client.force_login(make_staff(course, role))
    assert client.get(PAGE).status_code == 403
    assert client.post(PAGE, TYPED).status_code == 403
    assert not Message.objects.filter(task=COPY).exists()


def test_who_is_not_in_the_course_does_not_find_it(client: Client, course: Any, cleo: Any) -> None:
    assert client.post(PAGE, TYPED).status_code == 401
    client.force_login(cleo)
    assert client.post(PAGE, TYPED).status_code == 404
    assert not Message.objects.filter(task=COPY).exists()
