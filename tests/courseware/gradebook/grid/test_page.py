"""Everything that a page of the table shows."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.cache import cache

from courseware.gradebook.grid import page as grid_page
from courseware.gradebook.grid.page import columns_of, grid_context, pages, window
from courseware.gradebook.grid.query import GridQuery
from courseware.items.selectors import items_of
from courseware.people.models import Role, Section
from courseware.people.policy import access_of
from tests.factories import make_chapter, make_item, make_score, make_staff, make_student

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nothing_kept() -> None:
    cache.clear()


@pytest.mark.parametrize(
    ("number", "total", "expected"),
    [
        # number, count, first, last, previous, next
        (1, 0, (1, 1, 0, 0, None, None)),
        (5, 0, (1, 1, 0, 0, None, None)),
        (1, 10, (1, 1, 1, 10, None, None)),
        (1, 11, (1, 2, 1, 10, None, 2)),
        (2, 11, (2, 2, 11, 11, 1, None)),
        (2, 30, (2, 3, 11, 20, 1, 3)),
        (999999, 30, (3, 3, 21, 30, 2, None)),
    ],
)
def test_pages_of_ten(number: int, total: int, expected: tuple[Any, ...]) -> None:
    found = pages(number, 10, total)
    assert (
        *(found.number, found.count, found.first, found.last),
        *(found.previous, found.next),
    ) == expected


class World:
    """Two chapters with a quiz and a lab each, and a lab in none."""

    def __init__(self, course: Any) -> None:
        self.course = course
        self.chapters = [make_chapter(course) for _ in range(2)]
        for number, chapter in enumerate(self.chapters):
            for kind in ("quiz", "lab"):
                make_item(course, kind, slug=f"{kind}{number}", chapter=chapter, points=10)
        make_item(course, "lab", slug="alone", points=10)
        self.items = list(items_of(course).select_related("chapter"))

    def shown(self, items: str) -> list[str]:
        return [item.slug for item in columns_of(self.items, GridQuery(items=items))]

    def item(self, slug: str) -> Any:
        return next(item for item in self.items if item.slug == slug)


@pytest.fixture
def world(course: Any) -> World:
    return World(course)


def context(person: Any, course: Any, **query: Any) -> dict[str, Any]:
    return grid_context(access_of(person, course), GridQuery(**query))


def test_columns_are_those_of_a_kind_a_chapter_or_one_item(world: World) -> None:
    chapter, alone = world.chapters[1], world.item("alone")
    assert sorted(world.shown("kind-lab")) == ["alone", "lab0", "lab1"]
    assert sorted(world.shown(f"chapter-{chapter.pk}")) == ["lab1", "quiz1"]
    assert world.shown(f"item-{alone.pk}") == ["alone"]


@pytest.mark.parametrize("items", ["", "kind-essay", "chapter-0", "item-0"])
def test_a_view_that_names_nothing_that_is_there_shows_all(world: World, items: str) -> None:
    assert world.shown(items) == [item.slug for item in world.items]


def test_one_page_of_students_and_items_and_the_way_to_the_others(
    world: World, course: Any, ada: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(grid_page, "STUDENTS_PER_PAGE", 2)
    monkeypatch.setattr(grid_page, "ITEMS_PER_PAGE", 2)
    people = [make_student(course, name) for name in ("abe", "bea", "cyd", "dee", "eve")]
    found = context(ada, course, page=2, columns=3)
    assert [row.user for row in found["rows"]] == people[2:4]
    assert [column.item for column in found["columns"]] == world.items[4:]
    assert [len(row.cells) for row in found["rows"]] == [1, 1]
    assert found["pages"] == {
        "up": "?columns=3",
        "down": "?page=3&columns=3",
        "left": "?page=2&columns=2",
    }
    first = context(ada, course)
    assert first["pages"] == {"down": "?page=2", "right": "?columns=2"}
    assert (first["count"], len(first["rows"])) == (5, 2)
    back = context(ada, course, columns=2)
    assert back["pages"]["left"] == "?"  # the whole gradebook


def test_without_students_and_items_the_page_is_empty(course: Any, ada: Any) -> None:
    found = context(ada, course, page=7, columns=7)
    assert (found["rows"], found["columns"], found["count"]) == ([], [], 0)
    assert found["pages"] == {} and found["counts"] == [] and found["neighbors"] == {}


def test_averages_are_of_the_students_of_the_view(world: World, course: Any, ada: Any) -> None:
    monday = Section.objects.create(course=course, name="Monday")
    item = world.item("alone")
    for number, fraction in enumerate((0.2, 1.0)):
        person = make_student(course)
        make_score(item, person, fraction)
        if number:
            person.enrollments.get().sections.add(monday)

    def mean(**query: Any) -> float | None:
        columns = context(ada, course, items=f"item-{item.pk}", **query)["columns"]
        return columns[0].summary.mean  # type: ignore[no-any-return]

    assert mean() == pytest.approx(0.6)
    assert mean(section=monday.pk) == 1.0
    assert mean(q="nobody") is None


def test_an_assistant_of_a_section_sees_and_counts_its_students_alone(
    world: World, course: Any
) -> None:
    monday = Section.objects.create(course=course, name="Monday")
    mine, other = make_student(course), make_student(course)
    mine.enrollments.get().sections.add(monday)
    for person, fraction in ((mine, 0.25), (other, 1.0)):
        make_score(world.items[0], person, fraction)
    assistant = make_staff(course, Role.ASSISTANT, sections=[monday])
    found = context(assistant, course)
    assert [row.user for row in found["rows"]] == [mine]
    assert (found["count"], found["columns"][0].summary.mean) == (1, 0.25)
    part = window(access_of(assistant, course), GridQuery(), 0, 50, 0, 50, True)
    assert [row[0] for row in part["rows"]] == [mine.pk]
    assert part["columns"][0]["mean"] == "25%"


def test_the_title_of_a_column_says_how_it_is_sorted(
    world: World, course: Any, ada: Any, ben: Any
) -> None:
    item = world.items[0]
    for sort, direction in ((f"item-{item.pk}", "ascending"), (f"-item-{item.pk}", "descending")):
        first, second, *_ = context(ada, course, sort=sort)["columns"]
        assert (first.direction, second.direction) == (direction, "")
    assert first.sort_address == f"?sort=item-{item.pk}"  # the other way round
    assert second.sort_address.startswith("?sort=-item-")


def test_a_column_says_its_kind_and_points(course: Any, ada: Any) -> None:
    make_item(course, "quiz", points="7.50")
    assert context(ada, course)["columns"][0].facts == "Quiz, out of 7.5"


def test_states_are_counted_where_one_item_is_shown_alone(
    world: World, course: Any, ada: Any
) -> None:
    item = world.items[0]
    make_score(item, make_student(course), 0.5)
    make_student(course)
    counts = context(ada, course, items=f"item-{item.pk}", state="graded", page=1)["counts"]
    assert {str(row["words"]): (row["count"], row["chosen"]) for row in counts}["Graded"] == (
        *(1, True),
    )
    graded = next(row for row in counts if row["chosen"])
    assert graded["address"] == f"?items=item-{item.pk}&state=graded"
    assert context(ada, course)["counts"] == []
    assert context(ada, course, items="item-0")["counts"] == []


def test_the_items_beside_the_one_that_is_shown(world: World, course: Any, ada: Any) -> None:
    def around(place: int) -> dict[str, str]:
        found = context(ada, course, items=f"item-{world.items[place].pk}", q="b")["neighbors"]
        return {name: each["item"].slug for name, each in found.items()}

    slugs = [item.slug for item in world.items]
    assert around(0) == {"next": slugs[1]}
    assert around(2) == {"previous": slugs[1], "next": slugs[3]}
    assert around(-1) == {"previous": slugs[-2]}
    assert context(ada, course)["neighbors"] == {}
    found = context(ada, course, items=f"item-{world.items[0].pk}", q="b")["neighbors"]
    assert found["next"]["address"] == f"?q=b&items=item-{world.items[1].pk}"


def test_filters_offer_what_the_course_has(world: World, course: Any, ada: Any) -> None:
    Section.objects.create(course=course, name="Monday")
    choices = context(ada, course)["choices"]
    assert [section.name for section in choices["sections"]] == ["Monday"]
    assert {kind.name for kind in choices["kinds"]} == {"quiz", "lab"}
    assert choices["chapters"] == world.chapters
    assert ("missing", "Missing") in [(value, str(words)) for value, words in choices["states"]]


def test_a_window_has_plain_data_of_the_lines_and_columns_asked_for(
    world: World, course: Any, ada: Any
) -> None:
    people = [make_student(course, name) for name in ("abe", "bea", "cyd")]
    make_score(world.items[1], people[1], 0.5, override=1.0, override_over=0.5)
    world.items[1].scores_held = True
    world.items[1].save()
    access = access_of(ada, course)
    part = window(access, GridQuery(), 1, 1, 1, 2, False)
    assert (part["count"], part["first"], part["left"]) == (3, 1, 1)
    ((pk, name, total, cells),) = part["rows"]
    assert (pk, name, total) == (people[1].pk, "Bea", "20%")
    assert cells[0][:2] == ["10", "O"] and cells[1] == ["–", "", "Not started", "none"]
    assert "columns" not in part
    head = window(access, GridQuery(), 0, 0, 0, 0, True)
    assert head["rows"] == [] and len(head["columns"]) == len(world.items)
    assert [bool(column["held"]) for column in head["columns"]].count(True) == 1
    assert {column["mean"] for column in head["columns"]} == {"100%", "–"}


@pytest.mark.parametrize(("first", "left"), [(99, 0), (0, 99)])
def test_a_window_beyond_the_table_is_empty(
    world: World, course: Any, ada: Any, ben: Any, first: int, left: int
) -> None:
    part = window(access_of(ada, course), GridQuery(), first, 10, left, 10, False)
    assert sum(len(row[3]) for row in part["rows"]) == 0
    assert part["count"] == 1
