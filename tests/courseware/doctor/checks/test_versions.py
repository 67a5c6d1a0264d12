"""Versions that are too old, or other than required."""

from __future__ import annotations

from importlib import metadata
from pathlib import Path

import pytest

from courseware.doctor.checks import versions
from courseware.doctor.findings import Level


def test_what_runs_the_tests_fits():
    assert {finding.level for finding in versions.versions_fit()} == {Level.OK}


@pytest.mark.parametrize(("name", "least"), [("LEAST_PYTHON", (9, 0)), ("LEAST_SQLITE", (9, 0, 0))])
def test_what_is_too_old_fails(monkeypatch: pytest.MonkeyPatch, name: str, least: tuple[int, ...]):
    monkeypatch.setattr(versions, name, least)
    failures = [f for f in versions.versions_fit() if f.level is Level.FAILED]
    assert len(failures) == 1
    assert "too old" in failures[0].sentence


@pytest.mark.parametrize(
    ("pin", "level"),
    [
        ("numpy==0.1", Level.FAILED),
        ("no-such-package-here==1.0", Level.FAILED),
        ("Django==0.96", Level.WARNING),
        ("psycopg[binary]==0.1", Level.WARNING),
    ],
)
def test_other_packages_than_required(tmp_path: Path, pin: str, level: Level):
    file = tmp_path / "requirements.txt"
    file.write_text(f"# packages\n{pin}\n")
    (finding,) = versions._packages(file)
    assert finding.level is level
    assert pin.partition("==")[2] in finding.sentence


def test_packages_as_required(tmp_path: Path):
    file = tmp_path / "requirements.txt"
    file.write_text(f"numpy=={metadata.version('numpy')}\n")
    (finding,) = versions._packages(file)
    assert finding.level is Level.OK
