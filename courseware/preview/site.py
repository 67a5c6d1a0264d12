"""The one thing that a preview shows, made again when its files have changed."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from pathlib import Path

from django.urls import reverse

from courseware.chapters.models import Chapter
from courseware.courses.loader import store
from courseware.courses.reader import shown_path
from courseware.items.kinds import AuthorNote, kind_named
from courseware.items.models import Course, Item
from courseware.people.models import Enrollment, User
from courseware.preview.reading import SLUG, Source, find_source
from grader.files.faults import Fault, Faults


class PreviewSite:
    """What is shown now. `refresh` reads the files again where one was saved since."""

    def __init__(self, source: Source) -> None:
        self.source, self.version = source, ""
        self.faults: Sequence[Fault] = ()
        self.reader: User | None = None
        self.address = ""
        self._lock = threading.Lock()
        self._count = 0

    @property
    def name(self) -> str:
        """The path as the author would type it."""
        return shown_path(self.source.path)

    def refresh(self) -> bool:
        """Whether something else is shown from now on."""
        with self._lock:
            version = self.source.version()
            if version == self.version:
                return False
            faults = Faults()
            plan = self.source.read(faults)
            self.faults = tuple(faults)
            if plan is not None:
                store(plan)
                self._show()
            self.version = version
            return True

    def _show(self) -> None:
        """To somebody new, whose attempts and code are not of an older version."""
        course = Course.objects.get(slug=SLUG)
        self._count += 1
        self.reader = User.objects.create_user(f"student{self._count}", first_name="Student")
        Enrollment.objects.create(user=self.reader, course=course)
        if self.source.kind is None:
            chapter = Chapter.objects.get(course=course, retired=False)
            self.address = chapter.get_absolute_url()
            return
        item = Item.objects.get(course=course, retired=False)
        self.address = kind_named(item.kind).preview_url(item, self.reader)

    def notes(self) -> list[AuthorNote]:
        """What students do not see, of an item that can be read."""
        if self.source.kind is None or self.faults:
            return []
        return self.source.kind.author_notes(self.source.path)

    @property
    def author_address(self) -> str:
        """Where the notes are; empty when there are none."""
        return "" if self.source.kind is None else reverse("preview-author")


_shown: list[PreviewSite] = []


def open_preview(path: Path) -> PreviewSite:
    """Makes the path what this process shows. Raises: NothingToPreview."""
    _shown[:] = [PreviewSite(find_source(path))]
    return _shown[0]


def preview_site() -> PreviewSite:
    """What this process shows."""
    return _shown[0]
