"""The program that prepares the database, and the process around it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from deploy.messages import DeployError
from deploy.up import database
from deploy.up.database import Preparation
from deploy.up.settings import Settings

LOGINS = {
    "student": {"login": "ben", "password": "correct horse 1"},
    "instructor": {"login": "ada", "password": "correct horse 2"},
}


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    (tmp_path / "log").mkdir()
    return Settings(tmp_path, 8000, None, "")


@pytest.fixture
def program(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Replaces the program by other code; `Preparation` runs it as the real one."""
    start = subprocess.Popen

    def replace(code: str) -> None:
        def popen(command: list[str], **options: Any) -> Any:
            assert command[1:] == ["-m", "deploy.up.database"]
            return start([sys.executable, "-c", code], **options)

        monkeypatch.setattr(subprocess, "Popen", popen)

    return replace


def test_the_program_gets_its_request_and_its_progress_is_passed_on(
    settings: Settings, program: Any, capsys: pytest.CaptureFixture[str]
):
    program("import sys; print('Got', sys.stdin.read())")
    preparation = Preparation(settings, LOGINS, load=True, collect=False)
    preparation.wait()
    assert not preparation.running
    line = capsys.readouterr().out
    request = json.loads(line.partition("Got ")[2])
    assert request == {"load": True, "collect": False, "logins": LOGINS}


@pytest.mark.parametrize(
    ("code", "message"),
    [
        ("raise SystemExit('The disk is full.')", "The disk is full."),
        ("raise SystemExit(1)", "The database could not be prepared."),
        ("def f():\n    1 / 0\nf()", "The site's own code failed (ZeroDivisionError: "),
    ],
)
def test_a_failure_is_one_sentence(settings: Settings, program: Any, code: str, message: str):
    program(f"import sys; sys.stdin.read()\n{code}")
    with pytest.raises(DeployError) as caught:
        Preparation(settings, LOGINS, load=False, collect=False).wait()
    assert str(caught.value).startswith(message)
    assert "Traceback" not in str(caught.value)


@pytest.mark.django_db
def test_people_of_a_stored_course_get_their_logins_without_loading(
    course: Any, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    from django.contrib.auth import authenticate

    monkeypatch.setattr(database, "_stored_course", lambda: course)
    database._prepare(load=False, collect=False, logins=LOGINS)
    assert capsys.readouterr().out == ""
    assert authenticate(None, username="ben", password="correct horse 1") is not None
    roles = dict(course.enrollments.values_list("user__username", "role"))
    assert set(roles) == {"ben", "ada"}
    assert roles["ben"] != roles["ada"]


@pytest.mark.django_db
@pytest.mark.parametrize(("load", "stored"), [(True, True), (False, False)])
def test_a_changed_or_missing_course_is_loaded(
    load: bool,
    stored: bool,
    course: Any,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
):
    from courseware.courses import loader

    loaded: list[Path] = []

    def load_course(folder: Path, *, opened: bool) -> Any:
        assert opened, "whoever tries the shipped course out must be able to enroll"
        loaded.append(folder)
        return SimpleNamespace(course=course)

    monkeypatch.setattr(loader, "load_course", load_course)
    monkeypatch.setattr(database, "_stored_course", lambda: course if stored else None)
    database._prepare(load=load, collect=False, logins=LOGINS)
    assert [folder.name for folder in loaded] == ["course"]
    assert "Loading the course" in capsys.readouterr().out


@pytest.mark.django_db
def test_the_stored_course_is_found_by_its_slug():
    from tests.factories import make_course

    assert database._stored_course() is None
    course = make_course(slug="machine-learning", title="Machine learning")
    assert database._stored_course() == course


def test_a_database_that_cannot_be_used_is_reported(monkeypatch: pytest.MonkeyPatch):
    from django.db import OperationalError

    def migrate(connection: Any) -> None:
        raise OperationalError("connection refused\nIs the server running?")

    monkeypatch.setattr(database, "_migrate", migrate)
    with pytest.raises(DeployError, match=r"cannot be used \(connection refused\)\. Check"):
        database._prepare(load=False, collect=False, logins=LOGINS)
