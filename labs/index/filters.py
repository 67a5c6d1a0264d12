"""Which labs of a list somebody wants to see. An unknown value in an address filters nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from courseware.chapters.models import Chapter
from labs.index.rows import DIFFICULTIES, PLACES, LabRow

FIELDS = ("q", "chapter", "state", "difficulty", "tag")
LONGEST = 100


@dataclass(frozen=True)
class Filter:
    """What was chosen; empty texts are no choice."""

    q: str = ""
    chapter: str = ""
    state: str = ""
    difficulty: str = ""
    tag: str = ""

    @property
    def is_set(self) -> bool:
        return self != Filter()

    def takes(self, lab: LabRow, chapter: str) -> bool:
        """Whether the lab, of the chapter with the slug, is wanted."""
        if self.chapter and chapter != self.chapter:
            return False
        if self.state and lab.place != self.state:
            return False
        if self.difficulty and lab.revision.difficulty != self.difficulty:
            return False
        if self.tag and self.tag not in lab.revision.tags:
            return False
        text = _text_of(lab)
        return all(word in text for word in self.q.casefold().split())


def filter_from(
    query: Mapping[str, str], labs: Sequence[LabRow], chapters: Sequence[Chapter]
) -> Filter:
    """From an address. Values that are none of the choices are left out."""
    choices = {
        "chapter": {chapter.slug for chapter in chapters},
        "state": PLACES.keys(),
        "difficulty": DIFFICULTIES.keys(),
        "tag": {tag for lab in labs for tag in lab.revision.tags},
    }
    values = {
        name: value for name in choices if (value := query.get(name, "")) and value in choices[name]
    }
    return Filter(q=query.get("q", "").replace("\0", "").strip()[:LONGEST], **values)


def tags_of(labs: Sequence[LabRow]) -> list[str]:
    return sorted({tag for lab in labs for tag in lab.revision.tags})


def _text_of(lab: LabRow) -> str:
    names = [function["name"] for function in lab.revision.functions]
    parts = [lab.revision.number, lab.title, lab.slug, *lab.revision.tags, *names]
    return " ".join(parts).casefold()
