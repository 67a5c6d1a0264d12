"""Typed text with formulas: whatever is typed, nothing but formulas is markup."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courseware.chapters.markdown import plain
from courseware.chapters.markdown.plain import has_formulas, render_plain


def test_formulas_are_shown_and_paragraphs_kept():
    html = render_plain("The loss $x^2$ falls.\nSo it\n\n$$\\sum_i x_i$$ ends.")
    assert html.count("<math") == 2
    assert 'display="block"' in html
    assert html.startswith("<p>The loss <math")
    assert html.count("<p>") == 2
    assert "<br>So it" in html


@pytest.mark.parametrize(
    "text",
    ["It costs $5 and $6.", r"A \$x$ b", "$ x $", "$$", "no formula", "$a", "$x\n$", "$5-$10"],
)
def test_what_is_no_formula_is_kept_as_typed(text):
    assert not has_formulas(text)
    assert "<math" not in render_plain(text)
    assert text.partition("\n")[0] in render_plain(text)


def test_nothing_else_is_markup():
    html = render_plain("<script>x</script> **b** [l](https://a.org) $a<b$ ::quiz[q]")
    assert "<script" not in html and "<a " not in html and "<strong" not in html
    assert "**b**" in html and "&lt;script&gt;" in html
    assert "<math" in html


def test_a_formula_that_cannot_be_read_is_shown_as_source():
    assert "unreadable-math" in render_plain(r"$\unknowncommand{x}$")


def test_the_number_of_formulas_is_limited(monkeypatch):
    monkeypatch.setattr(plain, "MOST_FORMULAS", 1)
    html = render_plain("$a$ and $b$")
    assert html.count("<math") == 1 and "$b$" in html


@given(st.text(alphabet="$x\\{}<>&\n \ue000\ue0010", max_size=40))
def test_any_text_is_shown_without_a_fault(text):
    html = render_plain(text)
    assert "\ue000" not in html and "<x" not in html
