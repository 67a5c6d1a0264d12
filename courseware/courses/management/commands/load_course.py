"""manage.py load_course PATH: read a course folder and make it the current state."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from courseware.courses.loader import load_course
from courseware.items.models import Course
from grader.files.faults import FaultyFiles


class Command(BaseCommand):
    help = "Loads a course from its folder. Changed quizzes and labs become new revisions."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("path", nargs="?", type=Path, default=settings.SHIPPED_COURSE)
        parser.add_argument(
            "--again", action="store_true", help="load it even if no file has changed"
        )

        parser.add_argument(
            "--open", action="store_true", help="everybody can enroll, if the course is new"
        )
        parser.add_argument(
            "--course", default="", help="load it into this course, such as a copy, by its slug"
        )

    def handle(self, *args: Any, path: Path, again: bool, **options: Any) -> None:
        into = Course.objects.filter(slug=options["course"]).first()
        if options["course"] and into is None:
            raise CommandError(f"There is no course “{options['course']}”.")
        try:
            loaded = load_course(path, again=again, opened=options["open"], into=into)
        except FaultyFiles as error:
            raise CommandError(str(error)) from None
        self.stdout.write(str(loaded))
