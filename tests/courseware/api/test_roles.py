"""Every operation of the API for everybody: who gets in, and who learns of nothing."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest
from django.test import Client

from courseware.api.tokens import create_token
from courseware.people.models import Enrollment, Role
from tests.factories import make_chapter, make_item, make_user

pytestmark = pytest.mark.django_db
PUBLIC = ("/api/v1/openapi.json",)
NOBODYS = ("/api/v1/me", "/api/v1/courses")
"""Of the person alone: about no course."""


@pytest.fixture
def operations() -> list[tuple[str, str, dict[str, Any]]]:
    """Method, path and description of each, with the path's parameters filled in."""
    return described()


@cache
def described() -> list[tuple[str, str, dict[str, Any]]]:
    found = []
    for path, methods in Client().get(PUBLIC[0]).json()["paths"].items():
        filled = path.replace("{pk}", "1").replace("{kind}", "quiz").replace("{course}", "ml")
        filled = (
            filled.replace("{slug}", "none")
            .replace("{username}", "none")
            .replace("{table}", "grades")
        )
        assert "{" not in filled, f"fill in {path}"
        found += [(method, filled, operation) for method, operation in methods.items()]
    return found


def send(client: Client, method: str, path: str) -> int:
    body: dict[str, Any] = {"code": "a = 1", "answers": {}, "reason": "x", "released": True}
    body |= {"text": "x", "url": "x", "login": "none"}
    options = {} if method == "get" else {"data": body, "content_type": "application/json"}
    response = getattr(client, method)(path, **options)
    if response.streaming:  # so that the file of an export is closed
        list(response.streaming_content)
    status: int = response.status_code
    return status


def test_without_a_token_nothing_is_given(operations, course):
    statuses = {(method, path): send(Client(), method, path) for method, path, _ in operations}
    assert set(statuses.values()) == {401}


def test_to_a_stranger_the_course_does_not_exist(operations, program, course):
    make_item(course, slug="none")
    make_chapter(course, slug="none")
    client = program(make_user("eve"))
    statuses = {
        (method, path): send(client, method, path)
        for method, path, _ in operations
        if path not in NOBODYS
    }
    assert set(statuses.values()) == {404}


def test_a_token_without_a_scope_gets_nothing(operations, course, ada):
    _token, secret = create_token(user=ada, name="none", scopes=[])
    client = Client(headers={"Authorization": f"Bearer {secret}"})
    statuses = {(method, path): send(client, method, path) for method, path, _ in operations}
    assert set(statuses.values()) == {403}


def test_a_token_that_reads_changes_nothing(operations, program, ada, course):
    client = program(ada, "read")
    changing = [(method, path) for method, path, _ in operations if method != "get"]
    assert changing and {send(client, *place) for place in changing} == {403}


@pytest.mark.parametrize("role", Role.values)
def test_no_role_makes_it_fail(operations, program, course, role):
    person = make_user("kim")
    Enrollment.objects.create(user=person, course=course, role=role)
    statuses = {place[:2]: send(program(person), *place[:2]) for place in operations}
    assert set(statuses.values()) <= {200, 201, 202, 204, 403, 404, 409, 422}, statuses


def test_every_response_is_described(operations):
    for method, path, operation in operations:
        described = operation["responses"]
        assert {"401", "403", "404", "422", "429"} <= set(described), (method, path)
