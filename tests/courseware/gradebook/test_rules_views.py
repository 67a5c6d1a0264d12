"""The page of grading rules: previewed, saved, and refused with a sentence."""

from __future__ import annotations

import re
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


def save(client: Client, form: dict[str, Any], preview: str) -> Any:
    """As the button of the page does: with what says which rules it has shown."""
    [shown] = re.findall('name="previewed" value="([0-9a-f]+)"', preview)
    return client.post(RULES, form | {"save": "1", "previewed": shown})


def test_rules_are_previewed_then_saved_and_shown_again(
    client: Client, course: Any, ada: Any, ben: Any, items: list[Any]
) -> None:
    make_score(make_item(course, "quiz", points=10), ben, 1.0)
    client.force_login(ada)
    preview = client.post(RULES, FORM)

    assert "Nothing has been saved yet" in preview.text and "Ben" in preview.text
    assert not rules_of(course).categories
    assert save(client, FORM | {"reason": "Agreed"}, preview.text).status_code == 302
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
        ({"letters": "A 90"}, "not a percentage"),
        ({"category-0-weight": "-1"}, "greater than or equal to 0"),
        ({"category-1-name": "Quizzes"}, "two categories"),
        ({"category-1-name": ""}, "Give the category a name"),
        ({"category-0-weight": "0", "category-1-weight": "0"}, "weight above 0"),
        ({"category-0-members": [], "category-1-members": []}, "nobody would have a total"),
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


def test_rules_that_were_edited_after_their_preview_are_shown_again(
    client: Client, course: Any, ada: Any, items: list[Any]
) -> None:
    client.force_login(ada)
    preview = client.post(RULES, FORM).text
    edited = FORM | {"category-0-weight": "90"}

    again = save(client, edited, preview)

    assert "Nothing was saved." in again.text and not rules_of(course).categories
    assert save(client, edited, again.text).status_code == 302
    assert rules_of(course).categories[0].weight == 90.0


def test_a_preview_warns_of_what_the_rules_leave_out(
    client: Client, course: Any, ada: Any, items: list[Any]
) -> None:
    client.force_login(ada)
    page = client.post(RULES, FORM | {"category-1-weight": "50", "category-1-members": []}).text

    assert "The weights add up to 90%, not 100%" in page
    assert "“Labs” has no items. Its weight goes to the other categories." in page
    assert "Some items are not in any category" in page and items[1].title in page
    assert re.search("<dt>Gain</dt><dd>1</dd>", page)
