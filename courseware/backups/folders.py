"""The files that belong to a backup, and putting them back with a way to undo it."""

from __future__ import annotations

import fnmatch
import os
import stat
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

from courseware.items.models import Course

SECRET = "secret-key"
DATA, COURSES = "data", "courses"
RESTORED_COURSES = "restored-courses"
# Of the data folder: the database, what can be made again, and what concerns running programs.
LEFT_OUT = (
    *("courseware.sqlite3*", "secret-key", "static", "labs", "demo-results"),
    *("certified-quizzes", "read-labs"),
    *("log", "up.*", "processes.json", "redis*", "appendonlydir", "*.rdb", "*.stamp", "metrics"),
    *("backups", RESTORED_COURSES, ".*"),
)


def data_files(leave_out: Path) -> Iterator[tuple[str, Path]]:
    """Everything in the data folder that cannot be made again, by its name in the archive."""
    for entry in sorted(settings.VAR_DIR.iterdir()):
        if not any(fnmatch.fnmatch(entry.name, pattern) for pattern in LEFT_OUT):
            for path in _regular_files(entry):
                if path not in (leave_out, leave_out.with_name(f"{leave_out.name}.part")):
                    yield f"{DATA}/{path.relative_to(settings.VAR_DIR).as_posix()}", path


def course_files() -> Iterator[tuple[str, Path]]:
    """The folders that courses were loaded from, where they do not come with the release."""
    for slug, source in Course.objects.order_by("slug").values_list("slug", "source"):
        folder = Path(source)
        if source and folder.is_dir() and not folder.is_relative_to(settings.BASE_DIR):
            for path in _regular_files(folder):
                yield f"{COURSES}/{slug}/{path.relative_to(folder).as_posix()}", path


def target_of(name: str) -> Path:
    """Where a file of the archive belongs; not for the database."""
    kind, _, rest = name.partition("/")
    if name == SECRET:
        return Path(settings.VAR_DIR, SECRET)
    if kind == DATA:
        return Path(settings.VAR_DIR, rest)
    return Path(settings.VAR_DIR, RESTORED_COURSES, rest)


def _regular_files(path: Path) -> Iterator[Path]:
    """The file, or all files below the folder; links are not followed."""
    mode = path.lstat().st_mode
    if stat.S_ISREG(mode):
        yield path
    elif stat.S_ISDIR(mode):
        for entry in sorted(path.iterdir()):
            yield from _regular_files(entry)


class Placement:
    """Files that are moved to their places, until it is certain that they stay there."""

    def __init__(self, aside: Path) -> None:
        self.aside = aside
        self._done: list[tuple[Path, Path | None]] = []

    def place(self, source: Path, target: Path) -> None:
        """What was there is kept aside."""
        target.parent.mkdir(parents=True, exist_ok=True)
        kept = None
        if target.exists():
            kept = self.aside / str(len(self._done))
            self.aside.mkdir(exist_ok=True)
            os.replace(target, kept)
        self._done.append((target, kept))
        os.replace(source, target)

    def undo(self) -> None:
        for target, kept in reversed(self._done):
            if kept is None:
                target.unlink(missing_ok=True)
            else:
                os.replace(kept, target)
        self._done.clear()
