"""manage.py backup: write the whole site into one file, while it runs."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from courseware.backups import services
from courseware.backups.manifest import BackupRefused


class Command(BaseCommand):
    help = "Writes database, secrets, files and course folders into one archive."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="the archive to write, such as site.zip")

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        try:
            manifest = services.backup(file)
        except BackupRefused as error:
            raise CommandError(str(error)) from None
        self.stdout.write(
            f"{file}: {len(manifest.files)} files, {file.stat().st_size:,} bytes, of release "
            f"{manifest.release} on {manifest.database}. It holds secrets and people's work: keep "
            "it where only you can read it."
        )
