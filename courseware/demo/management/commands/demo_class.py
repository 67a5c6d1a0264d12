"""manage.py demo_class: fill the site with a made-up class, or remove it."""

from __future__ import annotations

import secrets
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser

from courseware.courses.loader import load_course
from courseware.demo.models import DemoClass
from courseware.demo.names import STUDENTS
from courseware.demo.services import (
    TEACHER,
    DemoRefused,
    make_demo_class,
    refuse_real_people,
    remove_demo_class,
)
from courseware.items.models import Course
from grader import SandboxUnavailable


class Command(BaseCommand):
    help = "Fills the site with forty made-up students and four weeks of their work."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--course", default="", help="slug of the course; default: the only one"
        )
        parser.add_argument("--seed", type=int, default=1, help="another class for each number")
        parser.add_argument(
            "--students",
            type=int,
            default=len(STUDENTS),
            choices=range(1, len(STUDENTS) + 1),
            metavar=f"1-{len(STUDENTS)}",
        )
        parser.add_argument("--password", default="", help="default: a random one")
        parser.add_argument("--remove", action="store_true", help="remove the demo class")

    def handle(self, *args: Any, remove: bool, **options: Any) -> None:
        call_command("migrate", verbosity=0, interactive=False)  # a new database has no tables
        if remove:
            if not DemoClass.objects.exists():
                self.stdout.write("There is no demo class.")
                return
            people = remove_demo_class()
            self.stdout.write(f"The demo class is gone: {people} people and all of their work.")
            return
        self._make(**options)

    def _make(
        self, *, course: str, seed: int, students: int, password: str, **options: Any
    ) -> None:
        password = password or secrets.token_urlsafe(9)
        try:
            refuse_real_people()
            chosen = self._course(course)
            self.stdout.write("Grading real solutions and mistakes; the first time takes minutes.")
            demo = make_demo_class(
                chosen, seed=seed, password=password, count=students, progress=self._progress
            )
        except DemoRefused as error:
            raise CommandError(str(error)) from None
        except SandboxUnavailable as error:
            remove_demo_class()
            raise CommandError(
                f"Nothing can be graded here, so nothing was made. {error}"
            ) from None
        learner = demo.people.exclude(username=TEACHER).order_by("username").first()
        self.stdout.write(
            f"The demo class of “{chosen.title}” is ready: {students} students.\n"
            f"Sign in  -  instructor {TEACHER} / {password}"
            f"  -  student {learner} / {password}  (the others share the password)\n"
            "make up serves the site; make demo-remove takes the class away again."
        )

    def _course(self, slug: str) -> Course:
        courses = Course.objects.filter(slug=slug) if slug else Course.objects.all()
        found = list(courses[:2])
        if not found and not slug:
            self.stdout.write("Loading the course")
            return load_course(settings.SHIPPED_COURSE, opened=True).course
        if len(found) != 1:
            known = ", ".join(Course.objects.values_list("slug", flat=True))
            raise CommandError(f"Name one of the courses with --course: {known}.")
        return found[0]

    def _progress(self, line: str) -> None:
        self.stdout.write(f"  {line}")
