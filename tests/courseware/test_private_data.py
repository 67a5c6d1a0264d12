"""What the site writes into its data folder is readable by its owner alone, whatever the umask."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from courseware import env
from tests.site import ROOT, run_site
from tests.visitor import Visitor

OPEN = 0o077


def open_to_others(folder: Path) -> dict[str, str]:
    """Everything in it, and itself, that somebody else may touch: its mode by its path."""
    found = [folder, *folder.rglob("*")]
    modes = {str(path.relative_to(folder)): path.lstat().st_mode for path in found}
    return {
        name: oct(stat.S_IMODE(mode))
        for name, mode in modes.items()
        if mode & OPEN and not stat.S_ISLNK(mode)
    }


def manage(var: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """A command of the site's with the umask that lets everybody do everything."""
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env={**os.environ, "COURSEWARE_VAR": str(var), **environment},
        umask=0,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def umask():
    """The usual one for the test, and what it was afterwards."""
    before = os.umask(0o022)
    yield
    os.umask(before)


@pytest.mark.slow
def test_database_secret_mail_and_static_copies_are_private(tmp_path: Path):
    var = tmp_path / "var"
    script = (
        "from django.core.mail import send_mail;"
        "send_mail('s', 'b', None, ['a@example.org']);"
        "from courseware.people.models import User;"
        "User.objects.create_user('x');"
        "from pathlib import Path; from django.conf import settings;"
        "assert list(settings.VAR_DIR.glob('*-wal'))"  # the journal is there while it is open
    )
    for command in (["migrate"], ["collectstatic", "--no-input"], ["shell", "-c", script]):
        done = manage(var, *command, DATABASE_URL="")
        assert done.returncode == 0, done.stderr
    assert {"courseware.sqlite3", "secret-key", "mail", "static"} <= {
        path.name for path in var.iterdir()
    }
    assert len(list(var.rglob("*"))) > 20
    assert open_to_others(var) == {}


@pytest.mark.slow
def test_a_running_site_writes_nothing_that_others_can_read(tmp_path: Path):
    """Logs, the queue's files and sockets, the logins, the worker's and the beat's files."""
    var = tmp_path / "var"
    var.mkdir()
    (var / "log").mkdir()
    (var / "log" / "web.log").write_text("of an earlier release")
    for path in (var, var / "log", var / "log" / "web.log"):
        path.chmod(0o777)
    before = os.umask(0)
    try:
        with run_site(var, DATABASE_URL="", REDIS_URL="") as site:
            Visitor(site.url).sign_in(**site.info["student"])
            assert (var / "redis.sock").exists()
            assert open_to_others(var) == {}
    finally:
        os.umask(before)
    assert open_to_others(var) == {}


def test_a_folder_that_stood_open_is_closed_with_all_it_holds(tmp_path, monkeypatch, umask):
    monkeypatch.delenv("X", raising=False)
    outside = tmp_path / "outside"
    outside.write_text("somebody else's")
    outside.chmod(0o644)
    var = tmp_path / "var"
    (var / "mail").mkdir(parents=True)
    (var / "mail" / "1.log").write_text("To: ada")
    (var / "program").write_text("#!/bin/sh")
    (var / "link").symlink_to(outside)
    for path, mode in ((var, 0o755), (var / "mail", 0o777), (var / "program", 0o755)):
        path.chmod(mode)
    env.private_folder("X", var)
    assert open_to_others(var) == {}
    assert stat.S_IMODE((var / "program").stat().st_mode) == 0o700
    assert stat.S_IMODE(outside.stat().st_mode) == 0o644


def test_a_folder_that_everybody_shares_is_refused_and_left_alone(tmp_path, monkeypatch, umask):
    tmp_path.chmod(0o1777)
    monkeypatch.setenv("X", str(tmp_path))
    with pytest.raises(env.InvalidSetting, match="shared by everybody; choose a folder inside it"):
        env.private_folder("X", tmp_path)
    assert stat.S_IMODE(tmp_path.stat().st_mode) == 0o1777


@pytest.mark.slow
def test_static_files_for_a_proxy_can_be_read_by_it(tmp_path: Path):
    static = tmp_path / "static"
    done = manage(tmp_path / "var", "collectstatic", "--no-input", STATIC_ROOT=str(static))
    assert done.returncode == 0, done.stderr
    modes = {stat.S_IMODE(path.stat().st_mode) for path in [static, *static.rglob("*")]}
    assert modes == {0o755, 0o644}
