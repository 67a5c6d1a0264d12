"""Makes and restores backups."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

from django.conf import settings
from django.db import DatabaseError, connection

from courseware.backups import archive, folders, postgresql, sqlite
from courseware.backups.manifest import BackupRefused, Manifest, check_release


@dataclass(frozen=True)
class Restored:
    """What was restored; ``courses`` are the folders with the files of courses."""

    manifest: Manifest
    courses: list[Path]
    secret_key_is_set: bool  # another one, in the environment, hides the restored one


def backup(target: Path) -> Manifest:
    """Writes everything of the site that cannot be made again, while the site runs.

    Raises: BackupRefused: nothing is written.
    """
    database = _database()
    with _staging() as folder:
        copy, secret = folder / database.ENTRY, folder / folders.SECRET
        try:
            database.dump(copy)
            secret.write_text(settings.SECRET_KEY, encoding="ascii")
            files = {database.ENTRY: copy, folders.SECRET: secret}
            files |= dict(folders.data_files(target.absolute())) | dict(folders.course_files())
        except OSError as error:
            raise BackupRefused(f"{error.filename}: {error.strerror}. Make room.") from None
        except DatabaseError as error:
            raise BackupRefused(f"The database cannot be read ({error}).") from None
        return archive.write(target, files)


def restore(source: Path, *, force: bool = False) -> Restored:
    """Puts everything of a backup in its place, all or nothing.

    With ``force`` what is there is replaced. Raises: BackupRefused: everything is as it was.
    """
    database = _database()
    manifest = archive.read_manifest(source)
    check_release(manifest)
    if database.ENTRY not in manifest.files or manifest.database != connection.vendor:
        raise BackupRefused(
            f"The backup is of {manifest.database}, and this site uses {connection.vendor}. Set "
            "DATABASE_URL to a database of that kind."
        )
    names = [name for name in manifest.files if name != database.ENTRY]
    if not force:
        _check_empty(database, names)
    with _staging() as folder:
        archive.extract(source, folder)
        database.check(folder / database.ENTRY)
        _replace(database, folder, names)
    courses = {folders.target_of(name).parts for name in names if _is_of_course(name)}
    depth = len(settings.VAR_DIR.parts) + 2
    return Restored(
        manifest=manifest,
        courses=sorted({Path(*parts[:depth]) for parts in courses}),
        secret_key_is_set="SECRET_KEY" in os.environ,
    )


def _is_of_course(name: str) -> bool:
    return name.startswith(f"{folders.COURSES}/")


def _check_empty(database: ModuleType, names: list[str]) -> None:
    if not database.is_empty():
        raise BackupRefused(
            "This site's database has tables already. Restore into an empty one, or replace "
            "everything in it with --force."
        )
    # A secret key is made whenever the site's settings are read.
    targets = [folders.target_of(name) for name in names if name != folders.SECRET]
    if existing := [str(target) for target in targets if target.exists()]:
        raise BackupRefused(
            f"{existing[0]} exists already. Use an empty data folder (COURSEWARE_VAR), or replace "
            "what is there with --force."
        )


def _replace(database: ModuleType, folder: Path, names: list[str]) -> None:
    """Files first, because they can be put back; the database is restored in one step."""
    placement = folders.Placement(folder / ".replaced")
    try:
        for name in names:
            placement.place(folder / name, folders.target_of(name))
        database.restore(folder / database.ENTRY)
    except BaseException as error:
        placement.undo()
        if isinstance(error, OSError):
            reason = f"{error.filename}: {error.strerror}. Everything is as it was."
            raise BackupRefused(reason) from None
        raise


def _database() -> ModuleType:
    return sqlite if connection.vendor == "sqlite" else postgresql


@contextmanager
def _staging() -> Iterator[Path]:
    """A folder on the file system of the data folder, so that files can be moved from it."""
    try:
        folder = Path(tempfile.mkdtemp(prefix=".backup-", dir=settings.VAR_DIR))
    except OSError as error:
        raise BackupRefused(f"{settings.VAR_DIR}: {error.strerror}. Make room.") from None
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
