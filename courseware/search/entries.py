"""What can be found in a course. Texts of quizzes are no part of it, and no key ever is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from courseware.chapters.models import Chapter
from courseware.figures.computing import computed
from courseware.figures.lookup import names
from courseware.items.kinds import all_kinds
from courseware.items.models import Course, Item
from courseware.items.selectors import items_of
from courseware.search.sections import sections_of


@dataclass(frozen=True)
class Entry:
    """A thing that can be found, and where it is.

    ``names`` are words that it is known by besides its title, such as a lab's functions; ``text``
    is what stands in it. ``item`` is the id of an item, which not everyone can see yet.
    """

    kind: str
    title: str
    url: str
    place: str = ""
    names: str = ""
    text: str = ""
    item: int | None = None


def entries_of(course: Course) -> list[Entry]:
    """Everything in the course, in its order."""
    chapters = list(course.chapters.filter(retired=False))
    for chapter in chapters:
        chapter.course = course
    items = list(items_of(course))
    return [
        *(entry for number, each in enumerate(chapters, 1) for entry in _in_chapter(each, number)),
        *_items(items),
    ]


def _in_chapter(chapter: Chapter, number: int) -> Iterator[Entry]:
    url, place = chapter.get_absolute_url(), f"{number} {chapter.title}"
    sections = sections_of(chapter.html)
    opening = " ".join(each.text for each in sections if not each.heading)
    text = f"{chapter.summary} {opening}".strip()
    yield Entry(_("Chapter"), chapter.title, url, names=str(number), text=text)
    known = set(names())
    for section in sections:
        if section.heading:
            at = f"{url}#{section.anchor}"
            yield Entry(_("Section"), section.heading, at, place, text=section.text)
        for name in section.figures:
            if name in known:
                title, at = computed(name).title, f"{url}#figure-{name}"
                yield Entry(_("Figure"), title, at, place, names=name)


def _items(items: Sequence[Item]) -> Iterator[Entry]:
    for kind in all_kinds():
        of_kind = [item for item in items if item.kind == kind.name]
        names = kind.names(of_kind) if of_kind else {}
        for item in of_kind:
            place = item.chapter.title if item.chapter else ""
            yield Entry(
                str(kind.label),
                item.title,
                item.get_absolute_url(),
                place,
                names=f"{item.slug} {names.get(item.id, '')}",
                item=item.id,
            )
