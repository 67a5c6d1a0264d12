"""The table as a page, and the parts of it that its script asks for."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from courseware.people.models import Section
from tests.factories import make_chapter, make_item, make_score, make_student

pytestmark = pytest.mark.django_db
BOOK, PART = "/courses/ml/gradebook/", "/courses/ml/gradebook/part/"


@pytest.fixture(autouse=True)
def nothing_kept() -> None:
    cache.clear()


@pytest.fixture
def read(client: Client, ada: Any) -> Callable[..., str]:
    """What the instructor reads of the gradebook."""
    client.force_login(ada)
    return lambda query="": client.get(f"{BOOK}{query}").content.decode()


def names(page: str) -> list[str]:
    return re.findall(r'<th scope="row"><a [^>]*>([^<]*)</a>', page)


def titles(page: str) -> list[str]:
    return re.findall(r'<th scope="col" class="numeric" data-item.*?title="([^"]*)"', page)


def test_without_a_script_the_table_comes_in_pages(course: Any, read: Callable[..., str]) -> None:
    for number in range(13):
        make_item(course, title=f"Item {number:02d}")
    for number in range(51):
        make_student(course, f"s{number:02d}", last_name=f"{number:02d}")
    page = read()
    assert (len(names(page)), len(titles(page))) == (50, 12)
    assert "showing 1 to 50" in page
    assert 'href="?page=2"' in page
    assert 'href="?columns=2"' in page
    last = read("?page=2&columns=2")
    assert (names(last), titles(last)) == (["S50 50"], ["Item 12"])
    assert names(read("?page=99")) == ["S50 50"]


def test_filters_narrow_students_and_items(course: Any, read: Callable[..., str]) -> None:
    chapter = make_chapter(course)
    quiz, lab = make_item(course, title="Q", chapter=chapter), make_item(course, "lab", title="L")
    section = Section.objects.create(course=course, name="Monday")
    person = make_student(course, "bea")
    make_student(course, "cyd")
    person.enrollments.get().sections.add(section)
    make_score(quiz, person, 0.9)
    assert names(read(f"?section={section.pk}")) == ["Bea"]
    assert names(read("?q=cy")) == ["Cyd"]
    assert names(read("?state=graded")) == ["Bea"]
    assert names(read(f"?items=item-{quiz.pk}&least=50")) == ["Bea"]
    assert titles(read("?items=kind-lab")) == ["L"]
    assert titles(read(f"?items=chapter-{chapter.pk}")) == ["Q"]
    only = read(f"?items=item-{lab.pk}")
    assert titles(only) == ["L"]
    assert f'href="?items=item-{quiz.pk}" rel="prev"' in only
    assert "No students found" in read("?q=nobody")


def test_one_item_alone_counts_its_states(course: Any, read: Callable[..., str]) -> None:
    item = make_item(course)
    make_score(item, make_student(course), 0.5)
    make_student(course)
    page = read(f"?items=item-{item.pk}")
    counts = page.split('class="state-counts"')[1].split("</p>")[0]
    assert re.findall(r"<span>([^<]*)</span></span>\s+(\d+)", counts) == [
        ("Graded", "1"),
        ("Not started", "1"),
    ]


def test_a_column_that_is_sorted_by_says_so(course: Any, read: Callable[..., str]) -> None:
    item = make_item(course)
    for number, fraction in enumerate((0.2, 0.9, 0.5)):
        make_score(item, make_student(course, f"s{number}"), fraction)
    page = read(f"?sort=-item-{item.pk}")
    assert names(page) == ["S1", "S2", "S0"]
    assert f'data-item="{item.pk}" aria-sort="descending"' in page
    assert 'aria-sort="ascending"' not in page


def test_cells_lead_to_their_page_with_the_view(course: Any, read: Callable[..., str]) -> None:
    item, person = make_item(course, slug="q"), make_student(course, "bea")
    make_score(item, person, 0.5)
    assert f'href="{BOOK}{person.pk}/quiz/q/?q=be"' in read("?q=be")


def test_a_part_has_the_cells_that_were_asked_for(course: Any, client: Client, ada: Any) -> None:
    items = [make_item(course, points=10) for _ in range(3)]
    people = [make_student(course, f"s{number}") for number in range(3)]
    make_score(items[1], people[1], 0.5)
    client.force_login(ada)
    asked = {"first": "1", "rows": "1", "left": "1", "width": "2", "head": "1"}
    part = client.get(PART, asked).json()
    nothing = ["–", "", "Not started", "none"]
    assert part["rows"] == [[people[1].pk, "S1", "16.7%", ["5", nothing]]]
    assert (part["count"], part["first"], part["left"]) == (3, 1, 1)
    assert [column["id"] for column in part["columns"]] == [item.pk for item in items]
    assert part["columns"][1]["mean"] == "50%"
    assert "columns" not in client.get(PART, {"first": "x", "rows": "-1"}).json()


def test_a_filter_that_a_script_sends_gets_a_short_address(
    course: Any, client: Client, ada: Any
) -> None:
    make_student(course, "bea")
    client.force_login(ada)
    sent = {"q": "be", "section": "", "items": "", "least": "", "most": "", "sort": "name"}
    response = client.get(BOOK, sent, headers={"HX-Request": "true"})
    assert response["HX-Replace-Url"] == f"{BOOK}?q=be"


def test_the_first_view_asks_few_queries_however_large_the_class(
    course: Any, client: Client, ada: Any, django_assert_num_queries: Any
) -> None:
    def grow(count: int) -> None:
        chapter = make_chapter(course)
        for kind in ("lab", "quiz"):
            item = make_item(course, kind, chapter=chapter)
            for _ in range(count):
                make_score(item, make_student(course), 0.5)

    grow(2)
    client.force_login(ada)
    client.get(BOOK)
    for _ in range(2):
        with django_assert_num_queries(11):  # and one more where items have due times
            client.get(BOOK)
        grow(20)


def test_work_to_review_is_on_a_page_of_its_kind(course: Any, client: Client, ada: Any) -> None:
    client.force_login(ada)
    assert "Nothing to review" in client.get(f"{BOOK}review/").content.decode()


def test_the_scores_of_a_view_are_changed_together(
    course: Any, client: Client, ada: Any, read: Callable[..., str]
) -> None:
    item = make_item(course, points=10)
    people = [make_student(course, name) for name in ("bea", "cyd")]
    for person in people:
        make_score(item, person, 0.5)
    assert "bulk" not in read()
    page = read(f"?items=item-{item.pk}&q=bea")
    [address] = re.findall(r'href="([^"]*view=1[^"]*)"', page)
    address, sent = address.replace("&amp;", "&"), {"action": "add", "value": "1", "reason": "x"}
    preview = client.post(address, sent).text
    sent |= {"apply": "1", "previewed": re.findall('name="previewed" value="(.+?)"', preview)[0]}
    assert client.post(address, sent).status_code == 302
    found = dict(item.scores.values_list("user__username", "override"))
    assert found == {"bea": pytest.approx(0.6), "cyd": None}


def test_the_gradebook_leads_to_export_and_import_and_these_to_webhooks(
    course: Any, client: Client, read: Callable[..., str]
) -> None:
    assert 'href="/courses/ml/exchange/"' in read()
    assert 'href="/courses/ml/webhooks/"' in client.get("/courses/ml/exchange/").text
