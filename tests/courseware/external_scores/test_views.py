"""Making a column for scores from outside."""

from __future__ import annotations

from typing import Any

from django.test import Client

from courseware.gradebook.rules import WEIGHTED, Category, Rules
from courseware.gradebook.rules_selectors import rules_of
from courseware.gradebook.rules_services import set_rules
from courseware.gradebook.selectors import grades_of
from tests.factories import make_chapter, make_item

ADD = "/courses/ml/gradebook/columns/add/"


def test_a_column_is_made_and_shown_in_the_gradebook(
    client: Client, course: Any, ada: Any, ben: Any
) -> None:
    chapter = make_chapter(course)
    client.force_login(ada)
    assert 'name="category"' not in client.get(ADD).content.decode()
    sent = {"title": "Midterm exam", "points": "40", "chapter": chapter.pk}
    response = client.post(ADD, sent, follow=True)
    page = response.content.decode()
    item = course.items.get()
    assert (item.kind, item.slug, item.chapter) == ("external", "midterm-exam", chapter)
    assert item.scores_held  # without the check box
    assert "“Midterm exam” was added" in page and f'value="item-{item.pk}" selected' in page
    client.post(ADD, {"title": "Midterm exam", "points": "20", "released": "on"})
    second = course.items.get(points=20)
    assert (second.slug, second.scores_held) == ("midterm-exam-2", False)
    assert second.position > item.position


def test_it_can_be_put_into_a_category(client: Client, course: Any, ada: Any, ben: Any) -> None:
    make_item(course, "quiz")
    categories = (Category("Quizzes", 60.0, kinds=("quiz",)), Category("Exam", 40.0))
    set_rules(course=course, rules=Rules(WEIGHTED, categories), by=ada)
    client.force_login(ada)
    client.post(ADD, {"title": "Final", "points": "40", "category": "Exam"})
    assert rules_of(course).categories[1].items == ("external/final",)
    assert grades_of(ben, course).plan.category_of == [0, 1]


def test_what_is_wrong_is_said(client: Client, course: Any, ada: Any, ben: Any) -> None:
    client.force_login(ada)
    for wrong in ({"title": "", "points": "3"}, {"title": "A", "points": "0"}, {"title": " [/] "}):
        assert client.post(ADD, wrong).status_code == 422
    client.force_login(ben)
    assert client.get(ADD).status_code == 403
    assert not course.items.exists()
