"""Links from the pages of items and chapters to what the staff does with them."""

from __future__ import annotations

from typing import Any

from django.template import Context, Template
from django.test import Client

from courseware.gradebook.staff_links import chapter_links, item_links
from courseware.people.models import Role
from courseware.people.policy import access_of
from tests.courseware.manual_grading.conftest import essay
from tests.factories import make_chapter, make_item, make_staff

__all__ = ["essay"]
LINKS = Template("{% load staff %}{% staff_links access item 'people' %}")


def test_the_instructors_links_lead_to_the_item_on_each_page(
    client: Client, course: Any, ada: Any, essay: Any
) -> None:
    links = {link.name: link.url for link in item_links(access_of(ada, course), essay)}
    assert list(links) == [
        *("scores", "grading", "analysis", "people", "author", "regrade", "extend", "dates")
    ]
    client.force_login(ada)
    pages = {name: client.get(url).content.decode() for name, url in links.items()}
    assert all(essay.title in page for page in pages.values())
    assert f'id="item-{essay.pk}"' in pages["grading"]
    assert f'<option value="item-{essay.pk}" selected>' in pages["scores"]


def test_what_is_not_graded_manually_has_no_link_to_grading(course: Any, ada: Any) -> None:
    item = make_item(course)
    assert "grading" not in [link.name for link in item_links(access_of(ada, course), item)]


def test_a_role_has_the_links_that_it_may_follow(course: Any, ben: Any, essay: Any) -> None:
    grader = make_staff(course, Role.GRADER)
    names = [link.name for link in item_links(access_of(grader, course), essay)]
    assert names == ["grading", "author"]
    assert item_links(access_of(ben, course), essay) == []


def test_a_chapter_has_the_scores_and_dates_of_its_items(
    client: Client, course: Any, ada: Any, ben: Any
) -> None:
    chapter = make_chapter(course)
    make_item(course, title="Weight decay", chapter=chapter)
    make_item(course, title="Elsewhere")
    scores, dates = chapter_links(access_of(ada, course), chapter)
    client.force_login(ada)
    page = client.get(scores.url).content.decode()
    assert "Weight decay" in page and ">Elsewhere</a>" not in page
    page, anchor = client.get(dates.url).content.decode(), dates.url.partition("#")[2]
    assert f'id="{anchor}" open' in page
    assert chapter_links(access_of(ben, course), chapter) == []


def test_the_page_that_one_is_on_is_marked(course: Any, ada: Any, ben: Any, essay: Any) -> None:
    shown = LINKS.render(Context({"access": access_of(ada, course), "item": essay}))
    assert f'/quizzes/{essay.slug}/people/" aria-current="page"' in shown
    assert shown.count("aria-current") == 1
    assert LINKS.render(Context({"access": access_of(ben, course), "item": essay})).strip() == ""


def test_the_chapter_page_has_its_links_for_the_staff_alone(
    client: Client, course: Any, ada: Any, ben: Any
) -> None:
    chapter = make_chapter(course)
    for person, shown in ((ada, True), (ben, False)):
        client.force_login(person)
        page = client.get(chapter.get_absolute_url()).content.decode()
        assert (f"/gradebook/?items=chapter-{chapter.pk}" in page) == shown
