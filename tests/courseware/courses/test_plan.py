"""A course as its files define it."""

from __future__ import annotations

from pathlib import Path

from courseware.courses.plan import ChapterPlan, CoursePlan, ItemPlan
from courseware.items.kinds import Definition


def item(kind: str, slug: str) -> ItemPlan:
    return ItemPlan(kind, Definition(slug, slug, "digest", None), slug, 10, None, None, None)


def chapter(*items: ItemPlan) -> ChapterPlan:
    return ChapterPlan("slug", "Title", "", "source", "digest", None, items, "file.md")


def test_the_definitions_of_a_kind_come_from_all_chapters_in_order():
    chapters = (chapter(item("quiz", "a"), item("lab", "b")), chapter(), chapter(item("quiz", "c")))
    plan = CoursePlan("ml", "Machine learning", "", Path("."), chapters)
    assert [definition.slug for definition in plan.definitions("quiz")] == ["a", "c"]
    assert [definition.slug for definition in plan.definitions("lab")] == ["b"]
    assert plan.definitions("essay") == []
