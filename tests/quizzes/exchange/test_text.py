import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.contract.neutral import ExchangeError
from quizzes.exchange.text import (
    MAX_CHARACTERS,
    from_moodle_math,
    markdown_from_html,
    to_moodle_math,
)


@pytest.mark.parametrize(
    ("ours", "moodle"),
    [
        ("Let $x$ be.", r"Let \(x\) be."),
        ("$a$ and $b$", r"\(a\) and \(b\)"),
        ("$$x$$", "$$x$$"),
        (r"It costs \$5 or \$6.", r"It costs \$5 or \$6."),
        ("$5", "$5"),
        ("$a\nb$", "$a\nb$"),
        ("plain", "plain"),
    ],
)
def test_inline_math_has_moodles_marks(ours, moodle):
    assert to_moodle_math(ours) == moodle


@pytest.mark.parametrize(
    ("moodle", "ours"),
    [
        (r"\( x \) and \(y\)", "$x$ and $y$"),
        ("\\[ x\n+ y \\]", "$$x\n+ y$$"),
        (r"\(never closed", r"\(never closed"),
        (r"\(a\[b\)", r"$a\[b$"),
        ("$x$", "$x$"),
    ],
)
def test_moodles_math_has_our_marks(moodle, ours):
    assert from_moodle_math(moodle) == ours


@given(st.text(alphabet="ab x+^{}", min_size=1, max_size=20).map(str.strip).filter(bool))
def test_inline_math_survives_both_ways(formula):
    assert from_moodle_math(to_moodle_math(f"Say ${formula}$.")) == f"Say ${formula}$."


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ("<p>One</p><p>Two</p>", "One\n\nTwo"),
        ("a<br>b<br/>c", "a\nb\nc"),
        ("<b>bold</b>, <em>soft</em>, <code>x</code>", "**bold**, *soft*, `x`"),
        ("<ul><li>a</li><li>b</li></ul>", "- a\n- b"),
        ("<table><tr><td>1</td><td>2</td></tr></table>", "1 2"),
        ("x &lt; y &amp; z&nbsp;", "x < y & z"),
        ("<span class='x' onclick='y()'>words</span>", "words"),
        (r"<p>\(x^2\)</p>", "$x^2$"),
        ("no tags", "no tags"),
        ("", ""),
    ],
)
def test_a_reader_sees_the_same_words(html, markdown):
    assert markdown_from_html(html) == (markdown, [])


@pytest.mark.parametrize(
    ("html", "markdown", "losses"),
    [
        ("a<script>alert(1)</script>b", "ab", ["<script>"]),
        ("<style>p {}</style><iframe>x</iframe>y", "y", ["<style>", "<iframe>"]),
        ("<svg><script>x</script></svg>z", "z", ["<svg>", "<script>"]),
        (
            "<img src='a.png' alt='A curve'> <img src='b.png'>",
            "(A curve) (a picture)",
            ["a picture"],
        ),
        ("a<script>never closed", "a", ["<script>"]),
    ],
)
def test_what_runs_is_dropped_with_all_it_holds_and_reported(html, markdown, losses):
    assert markdown_from_html(html) == (markdown, losses)


@given(st.text(alphabet="<>/abscript &;='\"", max_size=60))
def test_nothing_that_runs_is_left(html):
    markdown, _ = markdown_from_html(html)
    assert "<script>" not in markdown or "&" in html


@pytest.mark.parametrize("convert", [from_moodle_math, markdown_from_html])
def test_texts_have_a_bounded_length(convert):
    convert("x" * MAX_CHARACTERS)
    with pytest.raises(ExchangeError, match="more than 10,000 characters"):
        convert("x" * (MAX_CHARACTERS + 1))
