"""manage.py copy_course SLUG NEW --title T --days N: the course again, for a new term."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from courseware.courses.copying import Copy, CopyRefused, copy_course
from courseware.items.models import Course
from grader.files.faults import FaultyFiles


class Command(BaseCommand):
    help = "Copies a course to a new term, with shifted dates and without its students."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("slug", help="of the course to copy")
        parser.add_argument("new_slug", help="of the new course, in its addresses")
        parser.add_argument("--title", default="", help="of the new course")
        parser.add_argument("--days", type=int, default=0, help="how much later its dates are")
        parser.add_argument("--staff", action="store_true", help="with the staff and their roles")

    def handle(self, *args: Any, slug: str, new_slug: str, **options: Any) -> None:
        course = Course.objects.filter(slug=slug).first()
        if course is None:
            raise CommandError(f"There is no course “{slug}”.")
        title = options["title"] or course.title
        wanted = Copy(new_slug, title, days=options["days"], staff=options["staff"])
        try:
            made = copy_course(course, wanted)
        except (CopyRefused, FaultyFiles) as error:
            raise CommandError(str(error)) from None
        self.stdout.write(
            f"{made.title} is at /courses/{made.slug}/, closed for enrollment. "
            f"To load changed files into it: load_course {made.source} --course {made.slug}"
        )
