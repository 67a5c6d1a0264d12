import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.exchange.text import (
    from_moodle_math,
    markdown_from_plain,
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
    ("plain", "markdown"),
    [
        ("__init__", r"\_\_init\_\_"), ("2*3*4", r"2\*3\*4"), ("snake_case", "snake_case"),
        ("# is a control character.", r"\# is a control character."), ("- minus", r"\- minus"),
        ("-5", "-5"), ("1. one", r"1\. one"), ("a\n# b", "a\n\\# b"), ("$5 and $6", r"\$5 and \$6"),
        ("a < b", "a < b"), ("<b>", r"\<b>"), ("&lt;", r"\&lt;"), ("[[x]](y)", r"\[\[x\]\](y)"),
        ("`x`", r"\`x\`"), ("---", r"\---"), ("C:\\temp", r"C:\\temp"), ("> q", r"\> q"),
        (r"\(x_1*2\) and $$y_1$$", "$x_1*2$ and $$y_1$$"),
    ],
)  # fmt: skip
def test_plain_text_stays_plain(plain, markdown):
    assert markdown_from_plain(plain) == markdown
