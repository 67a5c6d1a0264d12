"""TeX formulas become MathML that shows and does nothing else."""

import re

import pytest

from courseware.chapters.markdown import render_inline
from courseware.chapters.markdown.mathml import InvalidFormula, or_source, to_mathml, words


def test_math_becomes_mathml_with_its_source_kept():
    html = render_inline("$w_j < 3$")
    assert "<msub><mi>w</mi><mi>j</mi></msub>" in html
    assert '<annotation encoding="application/x-tex">w_j &lt; 3</annotation>' in html


@pytest.mark.parametrize(
    "tex", [r"\text{<script>alert(1)</script>}", r"\href{javascript:x}{y}", r"\style{color:red}{x}"]
)
def test_math_cannot_carry_markup_styles_or_links(tex):
    html = re.sub(r"<annotation.*?</annotation>", "", render_inline(f"${tex}$"))
    assert "<script" not in html
    assert "javascript" not in html
    assert "style=" not in html


@pytest.mark.parametrize(
    ("tex", "reason"),
    [
        (r"\nonsense", "not known"),
        ("a & b", "stray &"),
        (r"\left(", "cannot be read"),
    ],
)
def test_what_cannot_be_shown_says_why(tex, reason):
    with pytest.raises(InvalidFormula, match=reason):
        to_mathml(tex)


def test_where_mistakes_are_not_reported_the_source_is_shown():
    assert or_source(r"\nonsense<b>") == '<code class="unreadable-math">\\nonsense&lt;b&gt;</code>'


@pytest.mark.parametrize(("display", "expected"), [(True, "block"), (False, "inline")])
def test_a_formula_stands_in_the_line_or_by_itself(display, expected):
    assert f'display="{expected}"' in to_mathml("x", display)


def test_aligned_equations_are_a_table():
    html = to_mathml(r"\begin{aligned} a &= 1 \\ b &= 2 \end{aligned}", True)
    assert html.count("<mtr>") == 2


@pytest.mark.parametrize(
    ("tex", "said"),
    [
        ("-6", "−6"),
        ("x_1^2", "x_1^2"),
        (r"\sin x_1", "sin x_1"),
        (r"\frac{a}{b}", "a/b"),
        ("a^2", "a^2"),
    ],
)
def test_a_formula_in_words_of_one_line(tex: str, said: str):
    assert words(to_mathml(tex)) == said
