"""manage.py check_course PATH [--json]: every mistake of a course folder, without loading it."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

from courseware.courses.checker import check_course


class Command(BaseCommand):
    help = "Checks a course folder and counts what is in it. Exit status 1 when there are errors."
    requires_migrations_checks = False

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("path", nargs="?", type=Path, default=settings.SHIPPED_COURSE)
        parser.add_argument("--json", action="store_true", help="print one JSON object")

    def handle(self, *args: Any, path: Path, **options: Any) -> None:
        report = check_course(path)
        summary = report.pop("summary")
        if options["json"]:
            self.stdout.write(json.dumps(report, indent=2))
        else:
            for error in report["errors"]:
                self.stdout.write("{file}:{line}: {message}".format(**error))
            for sentence in report["unchecked"]:
                self.stdout.write(sentence)
            self.stdout.write(summary or self._counts(report))
        if report["errors"]:
            sys.exit(1)

    @staticmethod
    def _counts(report: dict[str, Any]) -> str:
        counts = [
            f"{value} {key.replace('_', ' ')}"
            for key, value in report.items()
            if isinstance(value, int)
        ]
        return ", ".join(counts) + "; no mistakes."
