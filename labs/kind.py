"""What the site must know of labs as a kind of item."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from django.urls import reverse

from courseware.items.kinds import Definition, Flagged, ItemState, Work
from courseware.items.models import Course, Item
from courseware.people.models import User
from grader.files.faults import Faults
from labs import loading, selectors


class LabKind:
    name = "lab"
    label = "Lab"
    plural = "labs"

    def find(self, slug: str, course_folder: Path) -> Path | None:
        for home in _homes(course_folder):
            if slug in _slugs(home):
                return home / slug
        return None

    def known(self, course_folder: Path) -> list[str]:
        return sorted({slug for home in _homes(course_folder) for slug in _slugs(home)})

    def read(self, path: Path, faults: Faults, shown: str) -> Definition | None:
        return loading.read(path, faults, shown)

    def counts(self, definitions: Sequence[Definition]) -> dict[str, Any]:
        return {"labs": len(definitions)}

    def store(self, item: Item, definition: Definition) -> bool:
        return loading.store(item, definition)

    def url(self, item: Item) -> str:
        return reverse("labs:lab", args=[item.course.slug, item.slug])

    def states(self, items: Sequence[Item], user: User) -> dict[int, ItemState]:
        return selectors.states(items, user)

    def due_dates(self, items: Sequence[Item], user: User) -> dict[int, datetime]:
        return {}

    def work(self, item: Item, user: User) -> list[Work]:
        return selectors.work(item, user)

    def flagged(self, course: Course) -> list[Flagged]:
        return selectors.flagged(course)


def _homes(course_folder: Path) -> tuple[Path, Path]:
    return course_folder / "labs", loading.SHIPPED


def _slugs(home: Path) -> set[str]:
    """Folders that hold a lab; listed, never joined from a name that a course file gives."""
    if not home.is_dir():
        return set()
    return {folder.name for folder in home.iterdir() if (folder / "lab.yaml").is_file()}
