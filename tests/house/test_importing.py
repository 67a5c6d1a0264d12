"""Each process begins with other test files than those beside it, and all are begun with."""

from __future__ import annotations

import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from tests.importing import share_imports

NAMES = ("first/test_a.py", "first/test_b.py", "second/test_c.py", "second/test_ignored.py")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Test files that note who imported them; one cannot be imported, and `helper.py` is none."""
    monkeypatch.syspath_prepend(tmp_path)
    for name in (*NAMES, "second/helper.py"):
        path = tmp_path / "shared_imports" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("raise ValueError" if name == NAMES[1] else "")
    return tmp_path


def imported(folder: Path, worker: dict[str, Any] | None, *arguments: str) -> set[str]:
    config: Any = SimpleNamespace(args=list(arguments), rootpath=folder)
    config.invocation_params = SimpleNamespace(dir=folder)
    config.hook = SimpleNamespace(
        pytest_ignore_collect=lambda collection_path, config: "ignored" in collection_path.name
    )
    if worker is not None:
        config.workerinput = worker
    share_imports(config)
    found = {name for name in sys.modules if name.startswith("shared_imports.")}
    for name in found:
        del sys.modules[name]
    return {name for name in found if "test_" in name}


def test_the_shares_are_different_and_make_the_whole(folder: Path):
    shares = [
        imported(folder, {"workerid": f"gw{number}", "workercount": 2}, "shared_imports")
        for number in range(2)
    ]
    assert shares == [{"shared_imports.first.test_a", "shared_imports.second.test_c"}, set()]


def test_what_is_not_asked_for_is_not_imported(folder: Path):
    worker = {"workerid": "gw0", "workercount": 1}
    assert imported(folder, worker, "shared_imports/second") == {"shared_imports.second.test_c"}


def test_the_only_process_imports_nothing_beforehand(folder: Path):
    assert imported(folder, None, "shared_imports") == set()
