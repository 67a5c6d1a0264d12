"""Which files a sandbox shows."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import numpy as np
import pytest

from grader.sandbox import interpreter
from grader.sandbox.interpreter import EXECUTABLE, SHARED, SITE, visible_files

BINDS = dict(visible_files().binds)
TARGETS = {target: source for source, target in visible_files().binds}


def test_everything_that_is_shown_exists() -> None:
    assert all(os.path.exists(source) for source in BINDS)


def test_nothing_inside_reveals_folders_of_the_host() -> None:
    loaders = ("ld-linux", "ld-musl", "ld.so")
    for target in TARGETS:
        assert target.startswith("/python/") or Path(target).name.startswith(loaders), target


def test_interpreter_is_this_one() -> None:
    assert TARGETS[EXECUTABLE] == os.path.realpath(sys.executable)


def test_numpy_is_this_one_and_the_only_package() -> None:
    assert TARGETS[f"{SITE}/numpy"] == str(Path(np.__file__).resolve().parent)
    assert {t for t in TARGETS if t.startswith(SITE)} <= {
        f"{SITE}/guest",
        f"{SITE}/numpy",
        f"{SITE}/numpy.libs",
    }


def test_guest_is_shown_and_nothing_else_of_the_grader() -> None:
    folder = Path(interpreter.__file__).parent
    ours = {source for source in BINDS if Path(source).is_relative_to(folder.parents[1])}
    venv = {source for source in ours if ".venv" in Path(source).parts}
    assert ours - venv == {str(folder / "guest")}


def test_standard_library_is_shown_without_what_was_installed_into_it() -> None:
    version = f"python{sys.version_info.major}.{sys.version_info.minor}"
    assert any(target.endswith(f"/{version}") for target in TARGETS)
    for folder in visible_files().emptied:
        assert folder.startswith("/python/")
        assert folder.endswith(("site-packages", "dist-packages", "ensurepip/_bundled"))


def test_shared_objects_are_shown_under_their_names() -> None:
    shared = {Path(target).name for target in TARGETS if target.startswith(f"{SHARED}/")}
    assert any(name.startswith("libc.") for name in shared)
    folders = [source for source in BINDS if os.path.isdir(source)]
    for target, source in TARGETS.items():
        if target.startswith(f"{SHARED}/"):  # not what is shown with its folder anyway
            assert not any(source.startswith(f"{folder}/") for folder in folders)


def test_files_are_looked_for_once() -> None:
    assert visible_files() is visible_files()


@pytest.mark.parametrize("names", [[], ["site-packages"], ["dist-packages", "site-packages"]])
def test_folders_of_packages_are_found(tmp_path: Path, names: list[str]) -> None:
    for name in names:
        (tmp_path / name).mkdir()
    (tmp_path / "json").mkdir()
    assert sorted(interpreter._packages_in(str(tmp_path))) == names
