"""The chapter page: its text with the items at their places, and the mark that it was read."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.utils.safestring import SafeString

from courseware.chapters.figures import ShownFigure
from courseware.chapters.models import Reading
from courseware.courses.chapter_views import neighbors, pieces, scripts_for
from courseware.courses.loader import load_course
from courseware.courses.selectors import ChapterRow, ItemRow
from courseware.items.kinds import InChapter, ItemState
from courseware.items.models import Course, Item
from tests.courseware.courses.folders import write_course
from tests.factories import make_instructor, make_student, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def small(tmp_path) -> Course:
    return load_course(write_course(tmp_path)).course


def body(response) -> str:
    return response.content.decode()


def test_the_chapter_shows_its_item_at_its_place(client, small):
    client.force_login(make_student(small))
    page = body(client.get("/courses/small/chapters/sparsity/"))
    before, card, after = page.index("<math"), page.index("Check yourself"), page.index("The end.")
    assert before < card < after
    assert "<!--place" not in page


def test_a_chapter_is_for_members_only(client, small):
    client.force_login(make_user())
    assert client.get("/courses/small/chapters/sparsity/").status_code == 404
    assert client.post("/courses/small/chapters/sparsity/read/").status_code == 404
    assert Reading.objects.count() == 0


def test_a_mark_can_be_taken_back(client, small):
    client.force_login(make_student(small))
    client.post("/courses/small/chapters/sparsity/read/")
    assert Reading.objects.count() == 1
    client.post("/courses/small/chapters/sparsity/read/", {"unread": "1"})
    assert Reading.objects.count() == 0


def test_an_unknown_chapter_is_a_404_with_a_sentence(client, small):
    client.force_login(make_instructor(small))
    response = client.get("/courses/small/chapters/nothing/")
    assert response.status_code == 404
    assert "no chapter" in body(response)


def test_a_stored_chapter_cannot_smuggle_markup_into_its_title(client, small):
    small.chapters.update(title="<script>alert(1)</script>")
    client.force_login(make_student(small))
    assert "<script>alert" not in body(client.get("/courses/small/chapters/sparsity/"))


def row(kind: str, slug: str) -> ItemRow:
    return ItemRow(Item(kind=kind, slug=slug), kind, ItemState(), None)


def test_an_item_stands_at_its_place_and_others_at_the_end():
    a, b, c = row("quiz", "a"), row("lab", "a"), row("lab", "c")
    html = "one<!--place lab a-->two<!--place quiz gone-->three"
    assert list(pieces(html, [a, b, c])) == [
        ("one", b, None),
        ("two", None, None),
        ("three", None, None),
        ("", a, None),
        ("", c, None),
    ]


def test_scripts_are_named_once_and_only_where_they_are_needed():
    def with_scripts(*scripts: str) -> ItemRow:
        return replace(row("quiz", "a"), in_chapter=InChapter(SafeString("<p>"), scripts))

    figure = ShownFigure("f", "f", SafeString(""), "", script="figures/f.js")
    rows = [with_scripts("check.js"), with_scripts("check.js", "figures.js"), row("lab", "b")]
    parts = [("", None, figure), *(("", each, None) for each in rows)]
    assert scripts_for(parts) == ["figures.js", "check.js"]
    assert scripts_for([("text", None, None)]) == []


def test_a_place_that_stands_twice_shows_its_item_once():
    a = row("quiz", "a")
    shown = [item for _, item, _ in pieces("<!--place quiz a-->x<!--place quiz a-->", [a])]
    assert shown == [a, None, None]


def test_chapters_have_neighbors_but_the_first_and_last():
    rows = [ChapterRow(None, number, False) for number in range(3)]
    assert neighbors(rows, rows[0]) == {"previous": None, "next": rows[1]}
    assert neighbors(rows, rows[1]) == {"previous": rows[0], "next": rows[2]}
    assert neighbors(rows, rows[2]) == {"previous": rows[1], "next": None}


def test_reading_leads_on_and_from_the_last_chapter_to_the_course(client, small):
    client.force_login(make_student(small))
    response = client.post("/courses/small/chapters/sparsity/read/")
    assert response["Location"] == "/courses/small/"
    response = client.post("/courses/small/chapters/sparsity/read/", {"unread": "1"})
    assert response["Location"] == "/courses/small/chapters/sparsity/"
