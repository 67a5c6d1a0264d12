"""A course as its files define it, read and checked completely before anything is stored."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from courseware.chapters.markdown import Document
from courseware.items.kinds import Definition


@dataclass(frozen=True)
class ItemPlan:
    kind: str
    definition: Definition
    title: str
    points: float
    opens_at: datetime | None
    due_at: datetime | None
    closes_at: datetime | None
    late_policy: dict[str, Any] | None = None
    hidden: bool = False
    chapter: str = ""  # of an item that is listed outside the chapters


@dataclass(frozen=True)
class ChapterPlan:
    slug: str
    title: str
    summary: str
    source: str
    digest: str
    document: Document
    items: tuple[ItemPlan, ...]
    file: str


@dataclass(frozen=True)
class CoursePlan:
    slug: str
    title: str
    summary: str
    folder: Path
    chapters: tuple[ChapterPlan, ...] = field(default=())
    public_text: str = ""  # Markdown
    late_policy: dict[str, Any] | None = None
    late_days: int = 0
    trials: frozenset[tuple[str, str]] = frozenset()  # kind and slug of what visitors may try
    language: str = "en"  # a tag such as en or pt-BR, for `lang` of HTML
    grading: dict[str, Any] | None = None  # rules, see `courseware.gradebook.rules_format`
    items: tuple[ItemPlan, ...] = ()  # those of kinds that are made on the site

    def definitions(self, kind: str) -> list[Definition]:
        return [
            item.definition
            for chapter in self.chapters
            for item in chapter.items
            if item.kind == kind
        ]
