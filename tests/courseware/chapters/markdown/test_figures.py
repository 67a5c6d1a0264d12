"""What a chapter says of a figure is checked when it is read."""

from __future__ import annotations

import pytest

from courseware.chapters.markdown import read
from courseware.chapters.markdown.figures import settings
from courseware.figures.lookup import names
from grader.files.faults import Faults


def faults_of(place: str) -> list[str]:
    faults = Faults()
    read(place, faults, "a.md")
    return [str(fault).removeprefix("a.md:1: ") for fault in faults]


@pytest.mark.parametrize(
    "place",
    [
        "::figure[roc-curve]",
        "::figure[roc-curve]{threshold=0.7 miss=5}",
        '::figure[roc-curve]{threshold="0.7" caption="An area of {{ auc:.2f }}."}',
    ],
)
def test_a_figure_in_a_state_that_it_has_is_no_fault(place: str):
    assert faults_of(place) == []


@pytest.mark.parametrize(
    ("place", "sentence"),
    [
        (
            "::figure[roc-curve]{treshold=0.7}",
            'figure "roc-curve" has no setting "treshold". Did you mean "threshold"? It has '
            "threshold (0 to 1 in steps of 0.01), miss (one of 1, 2, 5, 10, 20).",
        ),
        (
            "::figure[roc-curve]{threshold=1.7}",
            'figure "roc-curve": threshold=1.7 is not 0 to 1 in steps of 0.01',
        ),
        (
            "::figure[cross-entropy]{axis=odds}",
            'figure "cross-entropy": axis=odds is not one of probability, logit',
        ),
        (
            "::figure[l1-norm]{weight=1}",
            'figure "l1-norm" has no setting "weight". It has no settings.',
        ),
        (
            "::figure[roc-curve]{threshold: 0.7}",
            'figure "roc-curve": "threshold: 0.7" is no setting; write name=value, or caption="…"',
        ),
        (
            '::figure[roc-curve]{caption="The area is 0.84."}',
            'figure "roc-curve": its caption has the number 0.84 written out; compute it and '
            "write {{ name }}",
        ),
        (
            '::figure[roc-curve]{caption="{{ area }}"}',
            'figure "roc-curve": its caption names area, and there are only alarm, auc, '
            "negatives, positives",
        ),
        (
            '::figure[roc-curv]{caption="A curve" alt="It rises"}',
            'there is no figure "roc-curv". Did you mean "roc-curve"? There are: '
            + ", ".join(names()),
        ),
        (
            '::figure[roc-curve]{alt="A curve"}',
            'figure "roc-curve" says itself what there is to see in it; leave out alt',
        ),
    ],
)
def test_a_fault_says_what_there_is(place: str, sentence: str):
    assert faults_of(place) == [sentence]


def test_a_number_of_a_figure_stands_in_the_text():
    faults = Faults()
    text = "An area of {{ roc-curve.auc:.2f }}, in $x_{{1}}$ *and {{roc-curve.positives}}*."
    html = read(text, faults).html
    assert list(faults) == []
    assert html.startswith("<p>An area of 0.84, in <span")
    assert "<em>and 200</em>" in html


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("{{ roc-curv.auc }}", 'there is no figure "roc-curv". Did you mean "roc-curve"?'),
        ("| a |\n|:--|\n| {{ roc-curve.auk }} |", 'figure "roc-curve" has no number "auk". Did'),
        ("*{{ roc-curve.auc:.3g }}*", 'figure "roc-curve": the format ".3g" is none of'),
    ],
)
def test_a_number_that_there_is_not_is_a_fault(text: str, sentence: str):
    (fault,) = faults_of(text) or [""]
    assert sentence in fault


def test_other_braces_stay():
    assert read("{{ name }} and {{ 1.5 }}", Faults()).html == "<p>{{ name }} and {{ 1.5 }}</p>\n"


def test_what_is_not_a_setting_is_for_the_page():
    assert settings({"caption": "c", "alt": "a", "threshold": "0.7"}) == {"threshold": "0.7"}
