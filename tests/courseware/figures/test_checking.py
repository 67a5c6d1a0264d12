"""A module that keeps to nothing is told so when its figure is computed."""

from __future__ import annotations

from dataclasses import replace
from types import ModuleType
from typing import Any

import pytest

from courseware.figures import Column, Figure, Slider, Switch
from courseware.figures.checking import InvalidFigure, check_figure, text_faults

GOOD = Figure(
    title="A line",
    caption="It has a slope of {{ slope:.1f }}.",
    alt="A line that rises to {{ top }}, for a factor of {{ factor }}.",
    said="It rises to {{ top:.2f }}.",
    data={"y": [0.0, 1.0]},
    table=[Column("x", [0, 1]), Column("y", [0.0, 1.0], ".1f")],
    numbers={"slope": 1.0},
    controls=[Slider("factor", "Factor", 0.0, 1.0, 0.1, 1.0)],
)
MODULE = ModuleType("line")
MODULE.read = lambda data, state: {"top": 2.0}  # type: ignore[attr-defined]


def faults_of(**changes: Any) -> str:
    figure = replace(GOOD, **changes)
    try:
        check_figure("line", figure, MODULE, figure.data)
    except InvalidFigure as error:
        return str(error)
    return ""


def test_a_figure_that_keeps_to_everything_has_no_fault():
    assert faults_of() == ""


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"caption": "A slope of 1."}, "its caption has the number 1 written out"),
        ({"caption": "{{ top }}"}, "its caption names top, and there are only slope"),
        ({"alt": "{{ slop }}"}, "its alt names slop, and there are only factor, slope, top"),
        ({"said": "{{ top:.3g }}"}, 'its said has the format ".3g"'),
        ({"said": ""}, "it has controls and no `said`"),
        ({"numbers": {"slope": 1.0, "top": 2.0}}, '"top" is both a number and something that'),
        ({"table": []}, "its table is empty"),
        ({"table": [Column("x", [])]}, "its table is empty"),
        ({"table": [Column("x", [1]), Column("y", [1, 2])]}, "have 1, 2 values"),
        ({"table": [Column("x", range(41))]}, "41 rows; choose at most 40"),
        ({"data": {"y": [float("nan")]}}, "its data cannot be sent to the scripts"),
        ({"data": {"y": object()}}, "its data cannot be sent to the scripts"),
        ({"controls": [Switch("alt", "A")]}, 'a control cannot be called "alt"'),
        ({"controls": [Switch("a", "A"), Switch("a", "B")]}, 'two controls are called "a"'),
        ({"controls": [Switch(name, "A") for name in "abcd"]}, "it has 4 controls; choose at most"),
        ({"caption": "Left, a line."}, "its caption says where panels are"),
        ({"alt": "A line. Right: a dot."}, "its alt says where panels are"),
        (
            {"controls": [Slider("factor", "F", 0.0, 1.0, 0.1, 2.0)]},
            "the default of factor is not 0 to 1 in steps of 0.1",
        ),
    ],
)
def test_each_fault_is_named(changes: dict[str, Any], words: str):
    found = faults_of(**changes)
    assert found.startswith('figure "line": ')
    assert words in found


def test_a_text_of_an_author_is_checked_alike():
    assert list(text_faults("its caption", "{{ auc }} of 2", {"auc"})) == [
        "its caption has the number 2 written out; compute it and write {{ name }}"
    ]
