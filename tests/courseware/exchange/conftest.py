"""A course with two quizzes' items, a lab's item, and students with scores."""

from __future__ import annotations

from typing import Any

import pytest

from tests.factories import make_item, make_score, make_student


@pytest.fixture
def items(course: Any) -> list[Any]:
    return [
        make_item(course, "quiz", slug="first", title="First", points=10),
        make_item(course, "lab", slug="second", title="=Second", points=3),
    ]


@pytest.fixture
def class_(course: Any, items: list[Any]) -> dict[str, Any]:
    names = {"dora": "Dora", "emil": "-Emil", "fay": "Fay"}
    people = {
        login: make_student(course, login, first_name=name, last_name=f"{login}son")
        for login, name in names.items()
    }
    make_score(items[0], people["dora"], 0.75)
    make_score(items[1], people["dora"], 1 / 3, override=0.5)
    make_score(items[0], people["emil"], 0.2, excused=True)
    return people
