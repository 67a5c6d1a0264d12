"""manage.py restore: put a backup back, all or nothing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from courseware.backups import services
from courseware.backups.manifest import BackupRefused


class Command(BaseCommand):
    help = "Restores what manage.py backup has written."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="the archive to read")
        parser.add_argument(
            "--force", action="store_true", help="replace a database and files that are there"
        )

    def handle(self, *args: Any, file: Path, force: bool, **options: Any) -> None:
        try:
            found = services.restore(file, force=force)
        except BackupRefused as error:
            raise CommandError(str(error)) from None
        self.stdout.write(
            f"Restored {len(found.manifest.files)} files of {found.manifest.made_at}. Run "
            "manage.py migrate before the site starts."
        )
        for folder in found.courses:
            self.stdout.write(
                f"The files of the course are in {folder}. Move them to where they are edited."
            )
        if found.secret_key_is_set:
            self.stdout.write(
                "SECRET_KEY is set in the environment, so the restored key is not used."
            )
