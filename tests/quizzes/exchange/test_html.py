"""HTML of other systems: what a reader sees, and nothing that runs."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.contract.neutral import ExchangeError
from quizzes.exchange.html import has_tags, markdown_from_html, plain_from_html
from quizzes.exchange.text import MAX_CHARACTERS, from_moodle_math, markdown_from_plain


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ("<p>One</p><p>Two</p>", "One\n\nTwo"),
        ('a <img alt="LaTeX: x_1 $" src="/equation"> b', r"a $x_1 \$$ b"),
        ('<img data-equation-content="x^2" alt="x squared">', "$x^2$"),
        ("a<br>b<br/>c", "a\\\nb\\\nc"),
        ("<b>bold</b>, <em>soft</em>, <code>x</code>", "**bold**, *soft*, `x`"),
        ("<ul><li>a</li><li>b</li></ul>", "- a\n- b"),
        ("<ol><li>a</li><li>b</li></ol>", "1. a\n2. b"),
        ("<pre>a\n  b_</pre>", "```\na\n  b_\n```"),
        ("x<sup>2</sup> + H<sub>2</sub>O + y<sub>ij</sub>", "x² + H₂O + y_(ij)"),
        ("a<b> b </b>c<i></i>", "a **b** c"),
        ("<code>a_*`b</code>", "``a_*`b``"),
        (
            "<a href='https://x.org/y'>here</a>, <a href='javascript:z'>z</a>",
            "[here](https://x.org/y), z",
        ),
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
        ("<table><tr><td>1</td><td>2</td></tr></table>", "1 2", ["the layout of a table"]),
        ("<video src='x'>no</video>a<u>b</u>", "ab", ["<video>", "<u>"]),
    ],
)
def test_what_runs_is_dropped_with_all_it_holds_and_reported(html, markdown, losses):
    assert markdown_from_html(html) == (markdown, losses)


@given(st.text(alphabet="<>/abscript &;='\"", max_size=60))
def test_nothing_that_runs_is_left(html):
    markdown, _ = markdown_from_html(html)
    assert "<script>" not in markdown or "&" in html


@pytest.mark.parametrize(
    "convert", [from_moodle_math, markdown_from_html, markdown_from_plain, plain_from_html]
)
def test_texts_have_a_bounded_length(convert):
    convert("x" * MAX_CHARACTERS)
    with pytest.raises(ExchangeError, match="more than 10,000 characters"):
        convert("x" * (MAX_CHARACTERS + 1))


def test_signs_are_no_tags():
    assert not has_tags("a < b and c > d")
    assert has_tags("a<br>b")
    assert plain_from_html("<b>soft</b>  threshold &lt; 1") == "soft threshold < 1"
