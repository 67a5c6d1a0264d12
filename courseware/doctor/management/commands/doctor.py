"""manage.py doctor: check everything that the site needs, and say what to do."""

from __future__ import annotations

import json
import sys
from collections import Counter
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from courseware.doctor.examination import examine
from courseware.doctor.findings import Finding, Level

MARKS = {Level.OK: "ok     ", Level.WARNING: "warning", Level.FAILED: "FAILED "}


class Command(BaseCommand):
    help = "Checks settings, connections, files, sandbox and programs; exit status 1 if one fails."
    requires_system_checks: list[str] = []  # they are findings, too

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", help="print JSON for scripts")
        parser.add_argument("--quiet", action="store_true", help="leave out what is ok")
        parser.add_argument(
            "--skip", action="append", default=[], metavar="GROUP", help="such as sandbox"
        )
        parser.add_argument(
            "--canary", action="store_true", help="also have the workers grade a submission"
        )
        parser.add_argument(
            "--seconds", type=float, default=120.0, help="how long the canary may take"
        )

    def handle(self, *args: Any, canary: bool, seconds: float, **options: Any) -> None:
        groups = {}
        wait = seconds if canary else None
        for group, findings in examine(canary_seconds=wait, skipped=options["skip"]):
            groups[group] = findings
            if not options["json"]:
                self._print(group, findings, options["quiet"])
        levels = Counter(found.level for findings in groups.values() for found in findings)
        failed = levels[Level.FAILED] > 0
        if options["json"]:
            report = {
                group: [found.as_dict() for found in found_here]
                for group, found_here in groups.items()
            }
            self.stdout.write(json.dumps({"ok": not failed, "groups": report}, indent=2))
        else:
            self.stdout.write(
                f"{levels[Level.FAILED]} failed, {levels[Level.WARNING]} warnings, "
                f"{levels[Level.OK]} ok"
            )
        if failed:
            sys.exit(1)

    def _print(self, group: str, findings: list[Finding], quiet: bool) -> None:
        for found in findings:
            if not quiet or found.level != Level.OK:
                self.stdout.write(f"{MARKS[found.level]}  {group}: {found.name}. {found.sentence}")
