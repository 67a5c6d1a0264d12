"""Names for the editor: for people of the course, and kept by their browsers."""

from __future__ import annotations

from typing import Any

from django.test import Client

from tests.factories import make_course, make_student

NAMES = "/courses/ml/labs/completion/numpy-2.json"


def test_people_of_the_course_get_names_that_their_browsers_keep(client: Client, ben: Any) -> None:
    client.force_login(ben)

    response = client.get(NAMES)

    assert response.json()["np"]["sum"][0].startswith("(a, axis=None")
    assert "immutable" in response["Cache-Control"] and "private" in response["Cache-Control"]


def test_nobody_else_gets_them(client: Client, ben: Any) -> None:
    assert client.get(NAMES).status_code == 302
    client.force_login(make_student(make_course()))
    assert client.get(NAMES).status_code in (302, 403, 404)
