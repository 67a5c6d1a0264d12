"""Prepares the database before the site serves: tables, the course and the demo logins.

`up` needs no Django itself. It runs this module as a program (`Preparation`), with a JSON object
on its standard input: ``load`` (whether the course's files have changed), ``collect`` (whether
static files have) and ``logins``.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from functools import partial
from pathlib import Path
from typing import Any

from deploy.messages import DeployError, progress, report_failure
from deploy.up.data_folder import Login
from deploy.up.processes import end_with_parent
from deploy.up.settings import Settings
from deploy.virtualenv import ROOT


class Preparation:
    """The running program."""

    def __init__(
        self, settings: Settings, logins: dict[str, Login], *, load: bool, collect: bool
    ) -> None:
        self._log = settings.logs / "prepare.log"
        with open(self._log, "wb") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "deploy.up.database"],
                cwd=ROOT,
                env=settings.environment,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                start_new_session=True,
                preexec_fn=partial(end_with_parent, os.getpid(), signal.SIGKILL),
                text=True,
            )
        assert self.process.stdin is not None
        self.process.stdin.write(json.dumps({"load": load, "collect": collect, "logins": logins}))
        self.process.stdin.close()

    @property
    def running(self) -> bool:
        return self.process.poll() is None

    def wait(self) -> None:
        """Returns when the database is ready; otherwise raises `DeployError` with the reason."""
        assert self.process.stdout is not None
        with self.process.stdout as output:
            for line in output:
                progress(line.rstrip())
        if self.process.wait():
            errors = self._log.read_text(encoding="utf-8", errors="replace").strip()
            if "Traceback" in errors:
                last = [line for line in errors.splitlines() if not line.startswith(" ")][-1]
                errors = f"The site's own code failed ({last}). The details are in {self._log}."
            raise DeployError(errors or "The database could not be prepared.")


def main() -> int:
    request = json.load(sys.stdin)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "courseware.settings")
    import django  # after the settings are named

    from courseware.env import InvalidSetting

    try:
        django.setup()
        _prepare(**request)
    except InvalidSetting as error:
        return report_failure(DeployError(str(error)))
    except DeployError as error:
        return report_failure(error)
    return 0


def _prepare(*, load: bool, collect: bool, logins: dict[str, Login]) -> None:
    from django.db import DatabaseError, connection  # these can be imported only after setup

    from courseware.courses.loader import load_course
    from courseware.people.demo import ensure_demo_people
    from grader.files.faults import FaultyFiles

    try:
        _migrate(connection)
        if collect:
            _collect_static_files()
        course = _stored_course()
        if load or course is None:
            print("Loading the course", flush=True)
            # People trying out the shipped course can sign up and begin.
            course = load_course(_course_folder(), opened=True).course
        ensure_demo_people(course=course, logins=logins)
    except FaultyFiles as error:
        raise DeployError(str(error)) from None
    except DatabaseError as error:
        raise DeployError(
            f"The database cannot be used ({str(error).strip().splitlines()[0]}). "
            "Check DATABASE_URL, that the server runs and that the data folder is writable."
        ) from None


def _migrate(connection: Any) -> None:
    """Brings the tables up to date; mentions it only when there is something to do."""
    from django.core.management import call_command  # as above
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        print("Migrating the database", flush=True)
        call_command("migrate", verbosity=0, interactive=False)


def _collect_static_files() -> None:
    """Gives them names with a hash, and compresses them. Pages still open find the older ones."""
    from django.core.management import call_command  # as above

    call_command("collectstatic", verbosity=0, interactive=False)


def _stored_course() -> Any:
    """The shipped course as it was loaded before, or ``None`` in a new database."""
    import yaml  # as above

    from courseware.items.models import Course

    metadata = yaml.safe_load((_course_folder() / "course.yaml").read_text(encoding="utf-8"))
    return Course.objects.filter(slug=metadata["slug"]).first()


def _course_folder() -> Path:
    from django.conf import settings  # as above

    return Path(settings.SHIPPED_COURSE)


if __name__ == "__main__":
    sys.exit(main())
