"""A page of a chapter to its sections."""

from __future__ import annotations

from courseware.chapters.markdown import render
from courseware.search.sections import Section, sections_of


def test_text_stands_with_the_heading_above_it():
    html = (
        "<p>Before.</p><h2 id='why'>Why <em>zeros</em></h2><p>Because.</p><ul><li>One</li>"
        "<li>two</li></ul><h3 id='how'>How</h3><pre>x = 1</pre>"
    )
    assert sections_of(html) == [
        Section("", "", [], "Before."),
        Section("why", "Why zeros", [], "Because. One two"),
        Section("how", "How", [], "x = 1"),
    ]


def test_formulas_keep_letters_and_subscripts_together_and_their_source_is_left_out():
    (section,) = sections_of(render("The $L_1$ norm and $\\sigma(z)$."))
    assert section.text == "The L1 norm and σ(z)."


def test_a_fraction_is_no_number():
    (section,) = sections_of(render("It is $\\frac{1}{1 + e^{-z}}$, twice $\\frac12$."))
    assert section.text == "It is 1/1+e−z, twice 1/2."


def test_figures_are_named_and_items_are_not():
    html = "<h2 id='a'>A</h2><!--place figure roc-curve threshold=0.7--><!--place quiz secret-->"
    assert sections_of(html) == [Section("a", "A", ["roc-curve"], "")]


def test_what_is_no_text_is_left_out():
    html = "<h2 id='a'>A &amp; B</h2><script>alert(1)</script><style>p {}</style><p>1 &lt; 2</p>"
    assert sections_of(html) == [Section("a", "A & B", [], "1 < 2")]
    assert sections_of("") == []
