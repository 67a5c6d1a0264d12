"""What an archive says about itself: by which release it was made, of what, with which digests."""

from __future__ import annotations

import json
import tomllib
from dataclasses import asdict, dataclass
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

NAME = "manifest.json"
FORMAT = 1
Migration = tuple[str, str]  # app and name


class BackupRefused(Exception):
    """Nothing was written or changed; the sentence says why and what to do."""


@dataclass(frozen=True)
class FileFacts:
    """Of one file in the archive."""

    size: int
    sha256: str


@dataclass(frozen=True)
class Manifest:
    """``migrations`` are those that were applied to the database, ``files`` all other entries."""

    format: int
    release: str
    made_at: str
    database: str  # "sqlite" or "postgresql"
    server_version: str
    migrations: list[Migration]
    files: dict[str, FileFacts]

    def as_json(self) -> str:
        return json.dumps(asdict(self), indent=1)


def describe(files: dict[str, FileFacts]) -> Manifest:
    """The manifest of an archive with these files, made now from this site's database."""
    return Manifest(
        format=FORMAT,
        release=release(),
        made_at=timezone.now().isoformat(timespec="seconds"),
        database=connection.vendor,
        server_version=".".join(map(str, connection.get_database_version())),
        migrations=sorted(MigrationRecorder(connection).applied_migrations()),
        files=files,
    )


def parse(text: str) -> Manifest:
    """Raises: BackupRefused."""
    try:
        found: dict[str, Any] = json.loads(text)
        if found["format"] > FORMAT:
            raise BackupRefused(
                f"The archive has format {found['format']}; this release reads {FORMAT}. Install "
                f"release {found.get('release')} of the site and restore with it."
            )
        files = {name: FileFacts(**facts) for name, facts in found.pop("files").items()}
        migrations = [(app, name) for app, name in found.pop("migrations")]
        return Manifest(**found, files=files, migrations=migrations)
    except (ValueError, KeyError, TypeError, AttributeError):
        raise BackupRefused(f"The archive's {NAME} cannot be read. Use another backup.") from None


def release() -> str:
    """The version of this release."""
    project = tomllib.loads((settings.BASE_DIR / "pyproject.toml").read_text(encoding="utf-8"))
    return str(project["project"]["version"])


def check_release(manifest: Manifest) -> None:
    """Raises: BackupRefused: for a backup of a newer release, whose tables this one cannot use."""
    known = set(MigrationLoader(None, ignore_no_migrations=True).disk_migrations)
    apps = {app for app, _ in known}
    unknown = [migration for migration in manifest.migrations if migration not in known]
    # An older release may have had apps that are gone.
    ours, theirs = _parts(release()), _parts(manifest.release)
    from_future = [app for app, _ in unknown if app in apps or theirs == ours]
    if theirs > ours or from_future:
        raise BackupRefused(
            f"The backup was made by release {manifest.release}, which is newer than this one "
            f"({release()}). Install that release and restore with it."
        )


def _parts(version: str) -> tuple[int, ...]:
    return tuple(int(part) if part.isdigit() else 0 for part in version.split("."))
