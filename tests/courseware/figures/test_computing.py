"""What figures compute: the same each time, kept by content, and all that their texts print."""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from courseware.figures import computing, lookup
from courseware.figures.states import sample_states
from courseware.figures.wording import PLACEHOLDER, formatted

SMALL = """
from courseware.figures import Column, Figure, Slider

def figure():
    return Figure(
        title="A line", caption="Up to\\n{{ top }}.", alt="A line.",
        said="{{ factor }}: {{ end:.1f }}",
        data={"y": [0.123456789, 1.0]}, table=[Column("y", [0.5, 1.0], ".1f")], numbers={"top": 1},
        controls=[Slider("factor", "Factor", 0.0, 4.0, 0.5, 2.0)],
    )

def read(data, state):
    return {"end": state["factor"] * data["y"][1]}
"""
NUMBER = re.compile(r"(?<![A-Za-z0-9_^.,])[−-]?\d+(?:,\d{3})*(?:\.\d+)?%?")


@pytest.fixture
def small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A catalogue with one figure, and an empty folder for results."""
    import courseware.figures.catalogue as catalogue

    file = tmp_path / "catalogue" / "small_line.py"
    file.parent.mkdir()
    file.write_text(SMALL, encoding="utf-8")
    monkeypatch.setattr(lookup, "CATALOGUE", file.parent)
    monkeypatch.setattr(catalogue, "__path__", [str(file.parent)])
    monkeypatch.setattr(computing, "BUILD", tmp_path / "build")
    forget()
    yield file
    forget()


def forget() -> None:
    computing._computed.cache_clear()
    sys.modules.pop("courseware.figures.catalogue.small_line", None)


def test_a_result_is_stored_and_read_back(small: Path, tmp_path: Path):
    figure = computing.computed("small-line")
    stored = tmp_path / "build" / "data" / "small_line.json"
    assert json.loads(stored.read_text("utf-8"))["key"] == figure.key
    assert figure.caption == "Up to {{ top }}."
    assert figure.data == {"y": [0.1234568, 1.0]}
    assert figure.rows == [["0.5"], ["1.0"]]
    assert figure.words(figure.said, {"factor": 1.5}) == "1.50: 1.5"

    stored.write_text(stored.read_text("utf-8").replace("A line.", "Another."), "utf-8")
    os.utime(stored, ns=(1, 1))
    assert computing.computed("small-line").alt == "Another."  # not computed again


def test_a_changed_source_is_computed_again(small: Path):
    before = computing.computed("small-line")
    small.write_text(SMALL.replace('{"top": 1}', '{"top": 1, "bottom": 0}'), encoding="utf-8")
    forget()
    after = computing.computed("small-line")
    assert after.key != before.key
    assert after.numbers == {"top": 1, "bottom": 0}


def test_a_damaged_result_is_computed_again(small: Path, tmp_path: Path):
    computing.computed("small-line")
    (tmp_path / "build" / "data" / "small_line.json").write_text("{", "utf-8")
    assert computing.computed("small-line").title == "A line"


@pytest.mark.parametrize("name", lookup.names())
def test_a_figure_is_the_same_each_time(name: str):
    stored = computing.BUILD / "data" / f"{lookup.stem(name)}.json"
    computing.computed(name)
    again = json.loads(json.dumps(computing.compute(name)))
    assert again == json.loads(stored.read_text("utf-8"))


@pytest.mark.parametrize("name", lookup.names())
def test_every_number_in_the_texts_is_one_that_was_computed(name: str):
    """As readers see them, in every sampled state: a caption cannot go stale."""
    figure = computing.computed(name)
    for state in sample_states(figure.controls):
        for template in (figure.caption, figure.alt, figure.said):
            words = {each.name: each.words(state[each.name]) for each in figure.controls}
            values = {**figure.numbers, **figure.read(state)}
            printed = [
                words.get(match["name"])
                or formatted_or_text(values[match["name"]], match["format"])
                for match in PLACEHOLDER.finditer(template)
            ]
            computed = {number for each in printed for number in NUMBER.findall(each)}
            assert set(NUMBER.findall(figure.words(template, state))) <= computed


def formatted_or_text(value: float | str, form: str | None) -> str:
    if isinstance(value, str):
        return value
    return formatted(value, form or ("d" if float(value).is_integer() else ".3f"))
