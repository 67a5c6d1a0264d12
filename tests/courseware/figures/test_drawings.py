"""The pictures of all figures, and the scripts that draw them."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element

import pytest
from defusedxml.ElementTree import fromstring

from courseware.figures import drawings, lookup
from courseware.figures.computing import BUILD, computed
from courseware.figures.drawings import Drawing, NotDrawn, draw_ahead, drawing, run_drawings

CSS = Path(__file__).parents[3] / "frontend/src/styles/components/figures.css"
STYLED = set(re.findall(r"\.((?:figure|series)[\w-]*)", CSS.read_text("utf-8")))


@pytest.fixture(scope="module")
def in_all_states() -> dict[str, list[dict[str, Any]]]:
    """By figure: what its scripts draw and read in each state that Python has evaluated."""
    vectors = {name: vectors_of(name) for name in lookup.names()}
    asked = [
        {"stem": lookup.stem(name), "state": vector["state"], "read": read}
        for name, found in vectors.items()
        for vector in found
        for read in (False, True)
    ]
    answers = iter(run_drawings(asked))
    return {
        name: [{**vector, "drawn": next(answers), "scripts": next(answers)} for vector in found]
        for name, found in vectors.items()
    }


def vectors_of(name: str) -> list[dict[str, Any]]:
    computed(name)
    stored = json.loads((BUILD / "data" / f"{lookup.stem(name)}.json").read_text("utf-8"))
    return stored["vectors"] or [{"state": {}, "read": {}}]


@pytest.mark.parametrize("name", lookup.names())
def test_the_scripts_compute_what_the_reference_computes(name: str, in_all_states):
    for vector in in_all_states[name]:
        assert vector["scripts"].keys() == vector["read"].keys()
        assert vector["scripts"] == pytest.approx(vector["read"], rel=1e-9, abs=1e-12), vector


@pytest.mark.parametrize("name", lookup.names())
def test_every_drawing_is_clean_svg(name: str, in_all_states):
    figure = computed(name)
    first = drawing(name, figure.default)
    assert first is not None
    drawn = [Drawing(**vector["drawn"]) for vector in in_all_states[name]]
    for svg in (svg for each in (first, *drawn) for svg in (each.wide, each.narrow)):
        root = fromstring(svg)
        assert [fault for element in root.iter() for fault in faults_of(element)] == []


def faults_of(element: Element) -> list[str]:
    """What the content policy forbids, what nobody styled, and places that are no numbers."""
    faults = [f"{name}={value}" for name, value in element.items() if "NaN" in value]
    faults += sorted({"style", "onclick", "href", "id"} & set(element.keys()))
    faults += [f".{each}" for each in element.get("class", "").split() if each not in STYLED]
    if element.tag in ("script", "style", "image", "foreignObject"):
        faults.append(element.tag)
    if "undefined" in (element.text or ""):
        faults.append(element.text or "")
    return faults


def test_each_drawing_is_for_its_width():
    found = drawing("roc-curve", computed("roc-curve").default)
    assert found is not None
    assert 'viewBox="0 0 720 ' in found.wide and "figure-wide" in found.wide
    assert 'viewBox="0 0 358 ' in found.narrow and "figure-narrow" in found.narrow


@pytest.fixture
def empty_build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Only the program that draws."""
    (tmp_path / "drawn").mkdir()
    (tmp_path / "draw.mjs").symlink_to(BUILD / "draw.mjs")
    monkeypatch.setattr(drawings, "BUILD", tmp_path)
    return tmp_path


def test_a_state_is_drawn_once_and_shown_from_then_on(empty_build: Path):
    state = {**computed("roc-curve").default, "threshold": 0.7}
    draw_ahead("roc-curve", state)
    (empty_build / "draw.mjs").unlink()
    draw_ahead("roc-curve", state)
    found = drawing("roc-curve", state)
    assert found is not None and found.wide.startswith("<svg")


def test_a_page_draws_what_a_build_has_swept_away(empty_build: Path):
    states = [{**computed("roc-curve").default, "threshold": each} for each in (0.2, 0.8)]
    first, second = (drawing("roc-curve", state) for state in states)
    assert None not in (first, second) and first != second


def test_without_a_build_the_author_is_told_how_to_make_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(drawings, "BUILD", tmp_path)
    with pytest.raises(NotDrawn, match="run `make up`"):
        draw_ahead("roc-curve", computed("roc-curve").default)


def test_a_script_that_fails_is_told():
    with pytest.raises(NotDrawn, match="there is no figure nonsense"):
        run_drawings([{"stem": "nonsense", "state": {}}])


def test_what_cannot_be_drawn_falls_back_on_the_first_state(
    empty_build: Path, caplog: pytest.LogCaptureFixture
):
    first = computed("roc-curve").default
    draw_ahead("roc-curve", first)
    (empty_build / "draw.mjs").unlink()
    assert drawing("roc-curve", {**first, "threshold": 0.03}) == drawing("roc-curve", first)
    assert "roc-curve is shown in its first state" in caplog.text
