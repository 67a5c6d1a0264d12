"""Every command installs what it needs, then becomes the program in `.venv`."""

from __future__ import annotations

import fcntl
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from deploy import bootstrap, catalogs, front_end, virtualenv
from deploy.messages import DeployError

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def steps(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Any]]:
    """What `main` does, without doing it."""
    done: list[Any] = []
    monkeypatch.setattr(virtualenv, "install", lambda *files: done.append(files))
    monkeypatch.setattr(catalogs, "build", lambda: done.append("catalogs"))
    monkeypatch.setattr(front_end, "build", lambda: done.append("front end"))
    monkeypatch.setattr(os, "execv", lambda program, arguments: done.append(arguments))
    handler, folder = signal.getsignal(signal.SIGTERM), Path.cwd()
    yield done
    signal.signal(signal.SIGTERM, handler)
    os.chdir(folder)


@pytest.mark.parametrize("arguments", [[], ["nothing"], ["--help"]])
def test_an_unknown_command_gets_the_list_of_commands(
    arguments: list[str], steps: list[Any], capsys: pytest.CaptureFixture[str]
):
    assert bootstrap.main(arguments) == 2
    assert "{up,manage,test," in capsys.readouterr().err
    assert steps == []


def test_packages_and_front_end_come_before_the_command(steps: list[Any]):
    bootstrap.main(["test", "--room", "labs"])
    python = str(virtualenv.PYTHON)
    assert steps == [
        bootstrap.EVERYTHING,
        "catalogs",
        "front end",
        [python, "-m", "deploy.suite", "--room", "labs"],
    ]
    assert Path.cwd() == ROOT


@pytest.mark.parametrize("command", ["up", "manage"])
def test_the_site_needs_the_first_file_only(command: str):
    assert bootstrap.COMMANDS[command].requirements == (virtualenv.RUN_TIME,)


@pytest.mark.parametrize("command", ["test-quick", "fmt", "check"])
def test_quick_commands_need_no_comparison_library(command: str):
    requirements = bootstrap.COMMANDS[command].requirements
    assert requirements == (virtualenv.RUN_TIME, virtualenv.TRACING, virtualenv.TESTS)


@pytest.mark.parametrize("name", bootstrap.COMMANDS)
def test_every_command_is_a_module_or_a_file_that_exists(name: str):
    arguments = bootstrap.COMMANDS[name].arguments
    if arguments[:1] == ("-m",):
        assert find_spec(arguments[1]) is not None
    elif arguments:
        assert (ROOT / arguments[0]).exists()


def test_a_failing_step_ends_with_its_sentence(
    steps: list[Any], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    def install(*files: Path) -> None:
        raise DeployError("pip could not install requirements.txt.")

    monkeypatch.setattr(virtualenv, "install", install)
    assert bootstrap.main(["up"]) == 1
    assert capsys.readouterr().err == "\npip could not install requirements.txt.\n"
    assert steps == []


def test_a_folder_that_cannot_be_written_to_is_reported(
    steps: list[Any], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    def install(*files: Path) -> None:
        raise PermissionError(13, "Permission denied", "/srv/courseware/.venv")

    monkeypatch.setattr(virtualenv, "install", install)
    assert bootstrap.main(["up"]) == 1
    assert "/srv/courseware/.venv: Permission denied." in capsys.readouterr().err


def test_ctrl_c_ends_without_a_traceback(steps: list[Any], monkeypatch: pytest.MonkeyPatch):
    def build() -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(front_end, "build", build)
    assert bootstrap.main(["up"]) == 130


def test_two_commands_set_up_one_after_the_other(tmp_path: Path):
    """The second says so and waits for the lock on the folder."""
    program = (
        "from deploy import bootstrap, catalogs, front_end, virtualenv\n"
        "from pathlib import Path\n"
        f"virtualenv.ROOT = Path({str(tmp_path)!r})\n"
        "virtualenv.install = lambda *files: print('installing', flush=True)\n"
        "front_end.build = lambda: None\n"
        "bootstrap._prepare(bootstrap.COMMANDS['up'])\n"
    )
    lock = os.open(tmp_path, os.O_RDONLY)
    fcntl.flock(lock, fcntl.LOCK_EX)
    with subprocess.Popen(
        [sys.executable, "-c", program], cwd=ROOT, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert "Waiting for another command" in process.stdout.readline()
        os.close(lock)
        assert process.stdout.readline() == "installing\n"
    assert process.returncode == 0
