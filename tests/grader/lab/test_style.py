"""What ``lab.yaml`` says of style."""

from __future__ import annotations

import pytest

from grader.files.faults import Faults
from grader.files.yaml_nodes import parse_yaml
from grader.lab.model import Style, StyleCriterion
from grader.lab.style import read_style


def read(text):
    faults = Faults()
    node = parse_yaml(text, "lab.yaml", faults)
    return read_style(node), [fault.message for fault in faults]


def test_points_criteria_and_a_guide():
    style, faults = read(
        "style:\n  points: 20\n  guide: Be kind.\n  criteria:\n"
        "    - {text: Good names, points: 10}\n"
    )
    assert style == Style(20, (StyleCriterion("Good names", 10),), "Be kind.")
    assert faults == []


def test_a_lab_without_it_has_none():
    assert read("title: x\n") == (None, [])


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("style: {points: 0}", "points is 0"),
        ("style: {points: 120}", "points is 120"),
        ("style: {points: 20, weights: 3}", "weights"),
        ("style: {points: 20, criteria: [{text: x, points: -1}]}", "points above 0"),
        ("style: {criteria: []}", "points"),
    ],
)
def test_mistakes_are_found(text, sentence):
    assert any(sentence in fault for fault in read(text)[1])
