"""Chapters in the API."""

from __future__ import annotations

import pytest

from courseware.chapters.models import Reading
from tests.factories import make_chapter, make_item

pytestmark = pytest.mark.django_db
CHAPTERS = "/api/v1/courses/ml/chapters"


def test_a_chapter_is_given_with_its_text_its_items_and_whether_it_was_read(program, ben, course):
    make_chapter(course, slug="one", source="# One", html="<h1>One</h1>")
    two = make_chapter(course, slug="two", outline=[{"level": 2, "anchor": "a", "title": "A"}])
    make_item(course, slug="elsewhere")
    make_item(course, slug="here", chapter=two)
    Reading.objects.create(chapter=two, user=ben)
    client = program(ben)
    first, second = client.get(CHAPTERS).json()
    assert (first["number"], first["is_read"]) == (1, False)
    assert (second["number"], second["is_read"]) == (2, True)
    whole = client.get(f"{CHAPTERS}/two").json()
    assert [item["slug"] for item in whole["items"]] == ["here"]
    assert whole["items"] == [client.get("/api/v1/courses/ml/items/quiz/here").json()]
    assert whole == second | {
        "source": "",
        "html": "",
        "outline": two.outline,
        "items": whole["items"],
    }


def test_a_chapter_is_marked_as_read_and_unread(program, ben, course):
    make_chapter(course, slug="one")
    client = program(ben)
    for _ in range(2):
        assert client.put(f"{CHAPTERS}/one/read").json()["is_read"] is True
    assert Reading.objects.get().user == ben
    assert client.delete(f"{CHAPTERS}/one/read").json() == client.get(CHAPTERS).json()[0]
    assert not Reading.objects.exists()
    assert client.put(f"{CHAPTERS}/none/read").status_code == 404
    assert program(ben, "read").put(f"{CHAPTERS}/one/read").status_code == 403
