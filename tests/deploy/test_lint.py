"""`make fmt` changes files, `make check` reports everything that is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from deploy import front_end, lint
from deploy.messages import DeployError

UNTIDY = "import os\nx = {'a':1}\n"
CONFIGURATION = "[tool.mypy]\nfiles = ['a.py']\n"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "pyproject.toml").write_text(CONFIGURATION)
    monkeypatch.setattr(lint, "ROOT", tmp_path)
    monkeypatch.setattr(front_end, "check", lambda: None)
    return tmp_path


def test_formatting_mends_what_can_be_mended(project: Path):
    (project / "a.py").write_text(UNTIDY)
    assert lint.main(["fix"]) == 0
    assert (project / "a.py").read_text() == 'x = {"a": 1}\n'


@pytest.fixture
def without_mypy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lint, "_CHECK", lint._CHECK[:2])


@pytest.mark.parametrize("wrong", [UNTIDY, "x = {'a': 1}\n"], ids=["lint", "layout"])
def test_a_check_fails_and_changes_nothing(project: Path, without_mypy: None, wrong: str):
    (project / "a.py").write_text(wrong)
    assert lint.main(["check"]) == 1
    assert (project / "a.py").read_text() == wrong


def test_a_wrong_type_fails_the_check(project: Path):
    (project / "a.py").write_text('x: int = "text"\n')
    assert lint.main(["check"]) == 1


def test_a_clean_project_passes(project: Path, without_mypy: None):
    (project / "a.py").write_text("x: int = 1\n")
    assert lint.main(["check"]) == 0


def test_a_fault_of_the_front_end_fails_the_check_too(
    project: Path,
    without_mypy: None,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
):
    def check() -> None:
        raise DeployError("npm run check failed in frontend/.")

    (project / "a.py").write_text("x: int = 1\n")
    monkeypatch.setattr(front_end, "check", check)
    assert lint.main(["check"]) == 1
    assert "npm run check failed" in capsys.readouterr().err
