"""Components as templates use them, with arguments there and missing."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.template import Context, Template

from courseware.deadlines.window import Window

DUE = datetime(2031, 12, 5, 18, 0, tzinfo=UTC)


def rendered(template: str, **context) -> str:
    html = Template("{% load ui %}" + template).render(Context(context))
    return " ".join(html.split())


def included(component: str, **arguments) -> str:
    names = " ".join(f"{name}={name}" for name in arguments)
    template = f'{{% include "ui/components/{component}.html" with {names} only %}}'
    return rendered(template, **arguments)


def test_a_moment_carries_its_time_and_zone_for_the_browser():
    assert rendered("{% moment due %}", due=DUE) == (
        '<time datetime="2031-12-05T18:00:00+00:00" data-local>Fri 5 Dec 2031, 18:00'
        '<span class="time-zone"> UTC</span></time>'
    )
    assert rendered("{% moment due %}", due=None) == ""


def test_the_due_sentence_names_both_dates_of_an_extension():
    window = Window(due_at=DUE + timedelta(days=1))
    html = included("due_sentence", window=window, usual_due=DUE)
    assert " UTC</span></time>. You have more time: until <time" in html
    assert "Sat 6 Dec 2031" in html


def test_an_item_without_dates_says_so():
    assert included("due_sentence", window=Window()) == '<p class="due">No due date.</p>'


def test_a_fraction_becomes_points():
    assert rendered("{{ 0.75|of_points:10 }}") == "7.5 of 10"
    assert rendered("{{ nothing|of_points:10 }}", nothing=None) == "– of 10"


def test_a_score_of_zero_is_shown_and_no_score_shows_the_worth():
    card = {"kind": "Lab", "title": "Prox", "url": "/"}
    assert '<span class="score">0 of 10</span>' in included("item_card", **card, score="0 of 10")
    assert '<span class="worth">10 points</span>' in included("item_card", **card, worth=10)


def test_a_hidden_case_shows_name_and_hint_and_none_of_its_values():
    case = {"name": "last class", "visible": False, "passed": False, "verdict": "wrong_values"}
    html = included("case", case=case | {"hint": "Look at C.", "expected": "[42]", "got": "[41]"})
    assert "last class" in html
    assert "Look at C." in html
    assert "42" not in html
    assert "41" not in html


def test_a_broken_rule_says_where():
    case = {"name": "Empty arrays", "visible": False, "passed": False, "verdict": "raised"}
    html = included("case", case=case | {"hint": "x", "rule": True, "places": ['f, "l1"', "g"]})
    assert ">rule</span>" in html
    assert "Broken by <code>f, &quot;l1&quot;; g</code>." in html


def test_a_visible_case_shows_where_the_largest_difference_is():
    worst = {"index": "[1]", "expected": "1.5", "got": "6", "error": "4.5"}
    case = {"name": "a", "visible": True, "passed": False, "verdict": "wrong_values"}
    html = included("case", case=case | {"sentence": "Wrong.", "worst": worst})
    assert "at <code>[1]</code>: expected <code>1.5</code>, got <code>6</code>, off by" in html


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", "</pre><img src=x>"])
def test_what_a_submission_prints_is_shown_as_text(text):
    case = {"name": text, "visible": True, "passed": False, "verdict": "raised"}
    html = included("case", case=case | {"output": text, "traceback": text, "sentence": text})
    assert text not in html


def test_the_timing_strip_says_in_words_what_it_draws():
    performance = {"ratio": 1.318, "low": 1.29, "high": 1.35, "score": 0.84}
    html = rendered("{% timing_strip performance 10 %}", performance=performance)
    assert "<strong>1.32×</strong> the reference’s time (1.29× to 1.35×)" in html
    assert "<strong>8.4 of 10 points</strong>" in html


def test_without_a_measurement_there_is_no_strip():
    assert rendered("{% timing_strip performance 10 %}", performance=None) == ""


def test_a_verdict_has_shape_word_facts_and_sentence():
    html = included(
        "verdict_line", state="wrong_values", facts="6 of 9 cases pass", sentence="Why?"
    )
    assert 'class="verdict means-wrong"' in html
    assert "shape-wrong" in html
    assert ">Wrong values</strong>" in html
    assert ">6 of 9 cases pass.</span>" in html
