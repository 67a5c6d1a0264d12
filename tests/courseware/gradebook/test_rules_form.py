"""The form of grading rules says what the rules say, and reads back the same."""

from __future__ import annotations

from typing import Any

import pytest
from django.http import QueryDict

from courseware.gradebook.rules import WEIGHTED, Category, Rules
from courseware.gradebook.rules_form import RulesForms
from tests.factories import make_chapter, make_item

pytestmark = pytest.mark.django_db


@pytest.fixture
def items(course: Any) -> list[Any]:
    chapter = make_chapter(course, slug="dropout")
    return [make_item(course, kind, slug="a", chapter=chapter) for kind in ("quiz", "lab")]


RULES = Rules(
    WEIGHTED,
    (
        Category("Quizzes", 12.5, ("quiz",), ("dropout",), ("lab/a",), 2),
        Category("Bonus", 5.0, kinds=("lab",), extra_credit=True),
    ),
    ("quiz/a",),
    1,
    ((90.0, "A"), (50.5, "B")),
    (("quiz", "last"), ("lab/a", "average")),
)


def posted(forms: RulesForms) -> QueryDict:
    """What a browser sends of the form as it is shown."""
    data = QueryDict(mutable=True)
    every: list[Any] = [forms.main, *forms.categories]
    for form in every:
        for field in form:
            value = field.value()
            if value is True:
                value = "on"
            if value not in (None, False):
                data.setlist(field.html_name, value if isinstance(value, list) else [str(value)])
    return data


@pytest.mark.parametrize("rules", [Rules(), RULES])
def test_sending_the_form_as_it_is_shown_changes_nothing(items: list[Any], rules: Rules) -> None:
    shown = RulesForms(items, rules)

    assert RulesForms(items, rules, posted(shown)).rules() == rules


def test_there_are_empty_categories_to_fill(items: list[Any]) -> None:
    assert len(RulesForms(items, RULES).categories) == 5


@pytest.mark.parametrize("line", ["last", "quiz best of all", "essay last", "quiz/none last"])
def test_a_line_that_names_no_item_or_no_rule_is_refused(items: list[Any], line: str) -> None:
    data = posted(RulesForms(items, Rules()))
    data["attempts"] = line
    forms = RulesForms(items, Rules(), data)

    assert forms.rules() is None
    assert "is not a kind or item" in str(forms.main.errors["attempts"])
