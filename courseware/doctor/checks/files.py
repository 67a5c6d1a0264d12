"""Folders: who can read them, room on the disk, static files."""

from __future__ import annotations

import json
import os
import resource
import shutil
import stat
import tempfile
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders

from courseware.doctor.findings import Finding, check, failed, ok, warn

MIB = 1 << 20
LEAST_MIB, FEW_MIB = 200, 1024
LEAST_FILES = 10_000
MOST_NAMED = 3
_OTHERS = 0o077


@check("files")
def files_are_usable() -> Iterator[Finding]:
    yield from _data_folder(settings.VAR_DIR)
    for name, folder in _disks().items():
        yield from _room(name, folder)
    yield _static_files()
    yield _open_files()


def _data_folder(folder: Path) -> Iterator[Finding]:
    try:
        with tempfile.TemporaryFile(dir=folder) as probe:
            probe.write(b"0" * 4096)
            probe.flush()
            os.fsync(probe.fileno())
    except OSError as error:
        yield failed(
            "data folder",
            f"{folder} cannot be written to ({error.strerror}). Make room, or let the site's user "
            "write there.",
        )
        return
    wrong = _readable_by_others(folder)
    foreign = _of_others(folder)
    if wrong:
        yield failed(
            "data folder",
            f"Others can read {_some(wrong)}. Run: chmod -R go= {folder}",
        )
    if foreign:
        yield failed(
            "data folder",
            f"{_some(foreign)} belongs to another user. Run: chown -R {os.geteuid()} {folder}",
        )
    if not wrong and not foreign:
        yield ok("data folder", f"{folder} can be written to, and only its owner can read it.")


def _readable_by_others(folder: Path) -> list[Path]:
    """Links and what is gone meanwhile are left out."""
    return [path for path, status in _entries(folder) if status.st_mode & _OTHERS]


def _of_others(folder: Path) -> list[Path]:
    return [path for path, status in _entries(folder) if status.st_uid != os.geteuid()]


def _entries(folder: Path) -> Iterator[tuple[Path, os.stat_result]]:
    for parent, folders, files in os.walk(folder):
        for path in (Path(parent, name) for name in ("", *folders, *files)):
            try:
                status = path.lstat()
            except OSError:
                continue
            if not stat.S_ISLNK(status.st_mode):
                yield path, status


def _some(paths: list[Path]) -> str:
    named = ", ".join(str(path) for path in sorted(set(paths))[:MOST_NAMED])
    more = len(set(paths)) - MOST_NAMED
    return f"{named} and {more} more" if more > 0 else named


def _disks() -> dict[str, Path]:
    """A folder of each file system that the site writes to."""
    places = {
        "disk of the data": settings.VAR_DIR,
        "disk of temporary files": Path(tempfile.gettempdir()),
        "disk of static files": Path(settings.STATIC_ROOT),
    }
    found: dict[int, tuple[str, Path]] = {}
    for name, folder in places.items():
        if folder.exists():
            found.setdefault(folder.stat().st_dev, (name, folder))
    return dict(found.values())


def _room(name: str, folder: Path) -> Iterator[Finding]:
    free = shutil.disk_usage(folder).free // MIB
    sentence = f"{free} MiB are free at {folder}."
    if free < LEAST_MIB:
        yield failed(name, f"{sentence} Make room: without it nothing can be saved.")
    elif free < FEW_MIB:
        yield warn(name, f"{sentence} Make room soon.")
    else:
        yield ok(name, sentence)
    status = os.statvfs(folder)
    if status.f_files and status.f_favail < LEAST_FILES:
        yield failed(
            name, f"Only {status.f_favail} more files can be made at {folder}. Delete some."
        )


def _static_files() -> Finding:
    """Collected once, and since the last change of any of them."""
    manifest = Path(settings.STATIC_ROOT) / "staticfiles.json"
    advice = "Run: python3 -m deploy.bootstrap manage collectstatic --no-input"
    try:
        collected = json.loads(manifest.read_text(encoding="utf-8"))["paths"]
    except (OSError, ValueError, KeyError):
        return warn(
            "static files", f"Static files have not been collected, so pages load slowly. {advice}"
        )
    made_at = manifest.stat().st_mtime
    for finder in get_finders():
        for name, storage in finder.list([]):
            if name not in collected:
                return warn("static files", f"{name} has not been collected. {advice}")
            if os.path.getmtime(storage.path(name)) > made_at:
                return warn("static files", f"{name} is newer than its collected copy. {advice}")
    return ok("static files", f"{len(collected)} static files are collected.")


def _open_files() -> Finding:
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    wanted = settings.WEB_LIMITS["connections"]
    if hard != resource.RLIM_INFINITY and hard <= wanted:
        return warn(
            "open files",
            f"A process may open {hard} files, fewer than WEB_CONNECTIONS ({wanted}). Raise the "
            "hard limit (LimitNOFILE in a systemd unit), or fewer connections are accepted.",
        )
    return ok("open files", f"{wanted} connections fit into the limit of open files.")
