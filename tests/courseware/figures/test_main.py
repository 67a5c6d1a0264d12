"""`python -m courseware.figures` computes what is not there, and says what is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from courseware.figures import __main__ as program
from courseware.figures.checking import InvalidFigure


@pytest.fixture
def build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(program, "BUILD", tmp_path)
    monkeypatch.setattr(program.lookup, "names", lambda: ("one", "two"))
    return tmp_path / "data"


def test_what_was_computed_is_named_and_what_is_gone_is_removed(
    build: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    build.mkdir()
    for stem in ("one", "gone"):
        (build / f"{stem}.json").write_text("{}")
    monkeypatch.setattr(
        program, "computed", lambda name: (build / f"{name}.json").touch(exist_ok=name == "one")
    )
    (build / "one.json").chmod(0o600)
    assert program.main() == 0
    assert sorted(file.name for file in build.iterdir()) == ["one.json", "two.json"]
    assert "Computed the figure two" in capsys.readouterr().out


def test_a_fault_is_said_and_the_other_figures_are_computed(
    build: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    seen = []

    def computed(name: str) -> None:
        seen.append(name)
        if name == "one":
            raise InvalidFigure('figure "one": the table is empty')

    monkeypatch.setattr(program, "computed", computed)
    assert program.main() == 1
    assert seen == ["one", "two"]
    assert "the table is empty" in capsys.readouterr().err
