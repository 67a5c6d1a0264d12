"""What the database needs before the site can serve: tables, the course, the demo logins.

Run by `up` in a process of its own, with one JSON object on its input: ``load`` (whether the
course's files have changed since they were last loaded) and ``logins``.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any

import yaml

from deploy.saying import Stop, fail


def main() -> int:
    asked = json.load(sys.stdin)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "courseware.settings")
    import django  # after the settings are named

    from courseware.env import WrongSetting

    try:
        django.setup()
        _prepare(asked)
    except WrongSetting as wrong:
        return fail(Stop(str(wrong)))
    except Stop as reason:
        return fail(reason)
    return 0


def _prepare(asked: dict[str, Any]) -> None:
    from django.db import DatabaseError, connection  # these can be imported only after setup

    from courseware.courses.loader import load_course
    from courseware.people.demo import ensure_demo_people
    from grader.files.faults import FaultyFiles

    try:
        _migrate(connection)
        course = _shipped_course()
        if asked["load"] or course is None:
            print("Loading the course", flush=True)
            course = load_course(_folder()).course
        ensure_demo_people(course=course, logins=asked["logins"])
    except FaultyFiles as faulty:
        raise Stop(str(faulty)) from None
    except DatabaseError as error:
        raise Stop(
            f"The database cannot be used ({str(error).strip().splitlines()[0]}). "
            "Check DATABASE_URL, that the server runs and that the data folder is writable."
        ) from None


def _migrate(connection: Any) -> None:
    """Brings the tables up to date."""
    from django.core.management import call_command  # as above
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        print("Migrating the database", flush=True)
        call_command("migrate", verbosity=0, interactive=False)


def _shipped_course() -> Any:
    """The course as it was loaded, or ``None`` in a new database."""
    from courseware.items.models import Course  # as above

    told = yaml.safe_load((_folder() / "course.yaml").read_text(encoding="utf-8"))
    return Course.objects.filter(slug=told["slug"]).first()


def _folder() -> Path:
    from django.conf import settings  # as above

    return settings.SHIPPED_COURSE


if __name__ == "__main__":
    sys.exit(main())
