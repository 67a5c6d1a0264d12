"""`python -m courseware.figures` computes what is not there, and says what is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from courseware.figures import __main__ as program
from courseware.figures.checking import InvalidFigure


@pytest.fixture
def build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two figures, of which the first is computed already."""
    monkeypatch.setattr(program, "BUILD", tmp_path)
    monkeypatch.setattr(program.lookup, "names", lambda: ("one", "two"))
    monkeypatch.setattr(program, "is_stored", lambda name: name == "one")
    return tmp_path / "data"


def test_what_is_not_there_is_computed_and_what_is_no_figure_is_removed(
    build: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    build.mkdir()
    for stem in ("one", "gone"):
        (build / f"{stem}.json").write_text("{}")
    monkeypatch.setattr(program, "computed", lambda name: (build / f"{name}.json").touch())
    assert program.main([]) == 0
    assert sorted(file.name for file in build.iterdir()) == ["one.json", "two.json"]
    assert capsys.readouterr().out.startswith("Computed the figure two (")


def test_a_fault_is_said_and_the_other_figures_are_computed(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    seen = []

    def computed(name: str) -> None:
        seen.append(name)
        if name == "one":
            raise InvalidFigure('figure "one": its table is empty')

    monkeypatch.setattr(program, "computed", computed)
    assert program.main(["one", "two"]) == 1
    assert seen == ["one", "two"]
    assert "its table is empty" in capsys.readouterr().err


def test_several_are_shared_out_and_one_that_fails_fails_all(
    build: Path, monkeypatch: pytest.MonkeyPatch
):
    """Each core gets a process of its own; here none of the figures exists."""
    monkeypatch.setattr(program, "is_stored", lambda name: False)
    monkeypatch.setattr(program.os, "sched_getaffinity", lambda _: {0, 1})
    assert program.main([]) == 1
