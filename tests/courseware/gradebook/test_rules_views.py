"""The page of grading rules: previewed, saved, and refused with a sentence."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from courseware.gradebook.rules_selectors import rules_of
from tests.factories import make_item, make_score

pytestmark = pytest.mark.django_db
RULES = "/courses/ml/gradebook/rules/"
LOG = "/courses/ml/gradebook/log/"
FORM = {
    "method": "weighted",
    "rounding": "0",
    "letters": "90 A\n50.5 B",
    "category-0-name": "Quizzes",
    "category-0-weight": "40",
    "category-0-drop_lowest": "1",
    "category-0-members": ["kind:quiz"],
    "category-1-name": "Labs",
    "category-1-weight": "60",
    "category-1-members": ["kind:lab", "item:quiz/final"],
    "category-2-name": "",
}


@pytest.fixture
def items(course: Any, ben: Any) -> list[Any]:
    items = [make_item(course, "quiz", slug="final", points=10), make_item(course, "lab")]
    make_score(items[0], ben, 0.5)
    return items


def test_rules_are_previewed_then_saved_and_shown_again(
    client: Client, course: Any, ada: Any, ben: Any, items: list[Any]
) -> None:
    make_score(make_item(course, "quiz", points=10), ben, 1.0)
    client.force_login(ada)
    preview = client.post(RULES, FORM)

    assert "Nothing is stored yet" in preview.text and "Ben" in preview.text
    assert not rules_of(course).categories
    assert client.post(RULES, FORM | {"save": "1", "reason": "Agreed"}).status_code == 302
    rules = rules_of(course)
    assert rules.letters == ((90.0, "A"), (50.5, "B"))
    assert [(each.name, each.drop_lowest, each.items) for each in rules.categories] == [
        ("Quizzes", 1, ()),
        ("Labs", 0, ("quiz/final",)),
    ]
    page = client.get(RULES).text
    assert 'value="Quizzes"' in page and "50.5 B" in page
    assert "Agreed" in client.get(LOG).text


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"letters": "A 90"}, "not a number of per cent"),
        ({"category-0-weight": "-1"}, "greater than or equal to 0"),
        ({"category-1-name": "Quizzes"}, "two categories"),
        ({"category-1-name": ""}, "Give the category a name"),
        ({"category-0-weight": "0", "category-1-weight": "0"}, "weight above 0"),
        ({"category-0-members": ["kind:nothing"]}, "not one of the available choices"),
        ({"method": ""}, "required"),
    ],
)
def test_a_mistake_is_named_and_nothing_typed_is_lost(
    client: Client, course: Any, ada: Any, items: list[Any], changed: Any, words: str
) -> None:
    client.force_login(ada)
    response = client.post(RULES, FORM | changed | {"save": "1"})

    assert response.status_code == 422
    assert words in response.text and 'value="Quizzes"' in response.text
    assert not rules_of(course).categories
