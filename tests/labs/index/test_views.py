"""The page of all labs, as a map and as a list."""

from __future__ import annotations

import pytest

from tests.factories import make_chapter, make_user
from tests.labs.writing import FILES

PAGE = "/courses/ml/labs/"


@pytest.fixture
def labs(make_lab, course):
    chapter = make_chapter(course, title="Scales", slug="scales")
    more = "difficulty: hard\ntags: [scale]\nneeds: [twice]\n"
    first = make_lab("twice", chapter=chapter)
    second = make_lab(
        "thrice", {"lab_yaml": FILES["lab.yaml"] + more}, chapter=chapter, title="Thrice"
    )
    return first, second


def page_of(client, user, address=PAGE):
    client.force_login(user)
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def test_the_map_draws_boxes_with_links_and_a_line(client, labs, ben):
    page = page_of(client, ben)
    drawing = page[page.index('<svg class="lab-map"') : page.index('<ol class="map-list"')]
    assert drawing.count("<a ") == 2
    assert drawing.count('class="lab-line"') == 1
    assert 'aria-label="L9.1 · 5 min · hard Thrice. Open. builds on Twice."' in drawing
    assert f'href="{labs[1].get_absolute_url()}"' in drawing
    assert "style=" not in page


def test_the_same_labs_stand_in_a_list_where_a_drawing_would_be_too_small(client, labs, ben):
    page = page_of(client, ben)
    listed = page[page.index('<ol class="map-list"') :]
    assert f'href="{labs[0].get_absolute_url()}">Twice</a>' in listed
    assert '<li class="map-level-1">' in listed
    assert "Builds on <a" in listed


def test_a_choice_makes_it_a_list_of_what_is_left(client, labs, ben):
    page = page_of(client, ben, f"{PAGE}?difficulty=hard&q=&chapter=")
    assert "1 of 2 labs" in page
    assert labs[1].get_absolute_url() in page
    assert '<option value="hard" selected>hard</option>' in page
    assert '<svg class="lab-map"' not in page
    assert "2 of 2 labs" in page_of(client, ben, f"{PAGE}?view=list")


def test_nothing_found_says_so(client, labs, ben):
    page = page_of(client, ben, f"{PAGE}?q=%3Cscript%3E")
    assert "No labs match" in page
    assert "<script>" not in page[page.index("<main") :]


def test_labs_of_no_chapter_are_shown_too(client, make_lab, course, ben):
    make_lab("twice")
    assert "Other labs" in page_of(client, ben)


def test_strangers_see_no_labs(client, labs):
    client.force_login(make_user())
    assert client.get(PAGE).status_code == 404
    assert client.post(PAGE).status_code == 405


def test_the_page_header_leads_to_it(client, labs, ben):
    assert f'<a class="place" href="{PAGE}">Labs</a>' in page_of(client, ben, "/courses/ml/")
