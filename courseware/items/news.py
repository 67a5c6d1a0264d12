"""What has happened since a person last looked: apps say it, the course's home lists it.

An app registers a source in ``AppConfig.ready``, as it does an item kind. The gradebook's
(`courseware.gradebook.news`) tells of scores; replies and notices would be sources of their own.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Protocol

from courseware.database.row_errors import read_or_default
from courseware.items.models import Course
from courseware.people.models import User


@dataclass(frozen=True)
class News:
    """One line of the list: what it is about, where that is, and what happened, as a sentence."""

    at: datetime
    title: str
    url: str
    sentence: str


class NewsSource(Protocol):
    def __call__(self, course: Course, user: User, since: datetime) -> Iterable[News]:
        """What happened in the course after ``since`` that the person may know, newest first.

        In a fixed number of queries, and with `MOST` entries at most.
        """


MOST = 20
_sources: dict[str, NewsSource] = {}


def register(name: str, source: NewsSource) -> None:
    """Called by an app when it starts; the last of two with one name counts."""
    _sources[name] = source


def news_of(course: Course, user: User, since: datetime) -> list[News]:
    """Of all sources, newest first. What one of them cannot read hides none of the others."""
    found: list[News] = []
    for name, source in sorted(_sources.items()):
        told = partial(_told, source, course, user, since)
        found += read_or_default(told, [], row=user, what=f"told {name}")
    return sorted(found, key=lambda news: news.at, reverse=True)[:MOST]


def _told(source: NewsSource, course: Course, user: User, since: datetime) -> list[News]:
    return list(source(course, user, since))
