"""One `up` per data folder; what an earlier one left is ended, and its logins are kept."""

from __future__ import annotations

import fcntl
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from deploy.messages import DeployError
from deploy.up import data_folder

SLEEPING = "import time; print(flush=True); time.sleep(99)"
STUBBORN = f"import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN); {SLEEPING}"


@pytest.fixture
def start() -> Iterator[Callable[[str], subprocess.Popen[bytes]]]:
    """Starts a process that leads a group of its own; returns when it runs its program."""
    started: list[subprocess.Popen[bytes]] = []

    def start(program: str) -> subprocess.Popen[bytes]:
        process = subprocess.Popen(
            [sys.executable, "-c", program], start_new_session=True, stdout=subprocess.PIPE
        )
        started.append(process)
        assert process.stdout is not None
        process.stdout.readline()
        return process

    yield start
    for process in started:
        process.kill()
        process.communicate()


def test_the_lock_holds_until_it_is_closed(tmp_path: Path):
    lock = data_folder.acquire_lock(tmp_path)
    assert (tmp_path / "up.lock").read_text() == str(os.getpid())
    with pytest.raises(DeployError) as caught:
        data_folder.acquire_lock(tmp_path)
    message = f"The site is already running from {tmp_path} (process {os.getpid()})."
    assert str(caught.value).startswith(message)
    os.close(lock)
    os.close(data_folder.acquire_lock(tmp_path))


def test_a_holder_that_wrote_no_number_is_unknown(tmp_path: Path):
    with open(tmp_path / "up.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with pytest.raises(DeployError, match="process unknown"):
            data_folder.acquire_lock(tmp_path)


def test_a_longer_number_of_an_earlier_holder_is_overwritten(tmp_path: Path):
    (tmp_path / "up.lock").write_text("123456789012")
    os.close(data_folder.acquire_lock(tmp_path))
    assert (tmp_path / "up.lock").read_text() == str(os.getpid())


@pytest.mark.parametrize(
    "program", [SLEEPING, pytest.param(STUBBORN, marks=pytest.mark.slow)], ids=["obeys", "stubborn"]
)
def test_what_an_earlier_run_left_is_ended(
    program: str,
    start: Callable[[str], subprocess.Popen[bytes]],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
):
    left = start(program)
    data_folder.record_processes(tmp_path, [left.pid])
    data_folder.end_leftovers(tmp_path)
    assert left.wait(120) < 0
    assert "Ending what an earlier run left behind" in capsys.readouterr().out
    assert not (tmp_path / "processes.json").exists()


def test_another_process_with_the_same_number_is_spared(
    start: Callable[[str], subprocess.Popen[bytes]],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
):
    other = start(SLEEPING)
    (tmp_path / "processes.json").write_text(json.dumps([[other.pid, "1"]]))
    data_folder.end_leftovers(tmp_path)
    assert other.poll() is None
    assert capsys.readouterr().out == ""


def test_processes_that_have_ended_are_not_recorded(tmp_path: Path):
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    data_folder.record_processes(tmp_path, [gone.pid, os.getpid()])
    recorded = json.loads((tmp_path / "processes.json").read_text())
    assert [pid for pid, _ in recorded] == [os.getpid()]


def test_a_record_that_cannot_be_written_keeps_the_one_before(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    (tmp_path / "processes.json").write_text("[[1, 2]]")
    (tmp_path / "processes.json.new").mkdir()  # as on a full disk, writing fails
    data_folder.record_processes(tmp_path, [os.getpid()])
    assert (tmp_path / "processes.json").read_text() == "[[1, 2]]"
    assert "cannot be written" in capsys.readouterr().out


@pytest.mark.parametrize("content", [None, "", "{"])
def test_without_a_readable_record_nothing_is_ended(
    start: Callable[[str], subprocess.Popen[bytes]], tmp_path: Path, content: str | None
):
    other = start(SLEEPING)
    if content is not None:
        (tmp_path / "processes.json").write_text(content)
    data_folder.end_leftovers(tmp_path)
    assert other.poll() is None


def test_the_first_start_invents_passwords_that_differ(tmp_path: Path):
    logins = data_folder.read_logins(tmp_path)
    assert {role: login["login"] for role, login in logins.items()} == {
        "student": "ben",
        "instructor": "ada",
    }
    passwords = {login["password"] for login in logins.values()}
    passwords |= {login["password"] for login in data_folder.read_logins(tmp_path).values()}
    assert len(passwords) == 4


def test_published_logins_are_kept_and_the_file_is_aside_until_the_next_publication(
    tmp_path: Path,
):
    logins = data_folder.read_logins(tmp_path)
    data_folder.publish_address(tmp_path, "http://127.0.0.1:8000", logins)
    file = tmp_path / "up.json"
    assert json.loads(file.read_text()) == {"url": "http://127.0.0.1:8000", **logins}
    assert file.stat().st_mode & 0o777 == 0o600
    assert data_folder.read_logins(tmp_path) == logins
    assert not file.exists()
    assert data_folder.read_logins(tmp_path) == logins  # a start that failed loses nothing


@pytest.mark.parametrize(
    "stored",
    [
        "",
        "[]",
        '{"student": "ben"}',
        '{"student": {"login": "eve", "password": "x"}}',
        '{"student": {"login": "ben", "password": ""}}',
    ],
)
def test_an_unusable_file_gives_new_passwords(tmp_path: Path, stored: str):
    (tmp_path / "up.json").write_text(stored)
    student = data_folder.read_logins(tmp_path)["student"]
    assert student["login"] == "ben"
    assert len(student["password"]) >= 12


def test_a_draft_that_others_could_read_is_made_private(tmp_path: Path):
    (tmp_path / "up.json.new").write_text("")
    (tmp_path / "up.json.new").chmod(0o644)
    data_folder.publish_address(tmp_path, "http://127.0.0.1:1", {})
    assert (tmp_path / "up.json").stat().st_mode & 0o777 == 0o600
