"""manage.py prune: delete what is kept no longer, or say what would be deleted."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from courseware.retention import services


class Command(BaseCommand):
    help = "Deletes expired rows, as the scheduler does a few at a time."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="only count them")

    def handle(self, *args: Any, dry_run: bool, **options: Any) -> None:
        counts = services.count_expired() if dry_run else services.prune()
        verb = "would be deleted" if dry_run else "deleted"
        for policy in services.policies():
            self.stdout.write(
                f"{counts[policy.name]:8,} {verb}: {policy.name} (kept for {policy.days} days)"
            )
