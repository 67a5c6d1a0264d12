"""The search page and the palette's options."""

from __future__ import annotations

import pytest

from tests.factories import make_chapter, make_item, make_user

pytestmark = pytest.mark.django_db
PAGE = "/courses/ml/search/"


@pytest.fixture
def filled(course):
    html = "<h2 id='dropout'>Dropout &amp; its ensemble</h2><p>Units are left out &lt;b&gt;.</p>"
    chapter = make_chapter(course, title="Training", slug="training", html=html)
    make_item(course, title="Dropout by hand", chapter=chapter)
    return course


def page_of(client, user, query=""):
    client.force_login(user)
    response = client.get(PAGE + query)
    assert response.status_code == 200
    return response.content.decode()


def test_results_are_links_with_kind_place_and_excerpt(client, filled, ben):
    page = page_of(client, ben, "?q=units")
    assert "1 result<" in page
    assert '<a href="/courses/ml/chapters/training/#dropout">Dropout &amp; its ensemble</a>' in page
    assert "<mark>Units</mark> are left out &lt;b&gt;." in page
    assert "1 Training" in page


def test_the_page_says_what_can_be_found_and_when_nothing_was(client, filled, ben):
    assert "Quizzes are searched by title" in page_of(client, ben, "?q=xkcd")
    assert "the titles of quizzes and figures" in page_of(client, ben)


def test_what_was_typed_comes_back_as_text(client, filled, ben):
    page = page_of(client, ben, "?q=%22%3E%3Cscript%3E%00")
    assert 'value="&quot;&gt;&lt;script&gt;"' in page


def test_options_are_a_list_for_the_palette_alone(client, filled, ben):
    page = page_of(client, ben, "?q=dropout&options=1")
    assert page.count('role="option"') == 2
    assert 'id="palette-1"' in page
    assert 'data-url="/courses/ml/quizzes/' in page
    assert "<html" not in page


def test_strangers_find_nothing(client, filled):
    assert client.get(PAGE).status_code == 302
    client.force_login(make_user())
    assert client.get(PAGE + "?q=dropout").status_code == 404


def test_every_page_of_a_course_has_the_palette_and_a_link_that_works_without_it(
    client, filled, ben
):
    page = page_of(client, ben)
    assert f'<form method="get" action="{PAGE}" role="search">' in page
    assert f'href="{PAGE}" data-palette-opener' in page
    assert 'role="combobox"' in page
    client.logout()
    assert "data-palette" not in client.get("/").content.decode()
