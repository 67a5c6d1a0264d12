"""Spacing that browsers would not find by themselves."""

from __future__ import annotations

import re

from courseware.chapters.markdown import render_inline
from courseware.chapters.markdown.mathml import to_mathml


def row(tex: str) -> str:
    """The formula's MathML without the frame around it."""
    return re.search(r"<mrow>(.*)</mrow>\s*<annotation", to_mathml(tex), re.DOTALL)[1]


def forms(tex: str, operator: str) -> list[str | None]:
    marks = re.findall(rf"<mo([^>]*)>{re.escape(operator)}</mo>", row(tex))
    return [found[1] if (found := re.search(r'form="(\w+)"', mark)) else None for mark in marks]


def test_a_minus_after_a_bracket_or_comma_is_a_sign():
    assert forms("(-3, -1)", "−") == ["prefix", "prefix"]


def test_a_minus_between_two_operands_is_a_subtraction():
    assert forms("a - b", "−") == [None]


def test_bars_open_and_close_in_turn():
    assert forms(r"\lvert a \rvert - \lvert b \rvert", "|") == [
        "prefix",
        "postfix",
        "prefix",
        "postfix",
    ]


def test_a_function_is_set_off_from_its_operands_but_not_from_its_bracket():
    space = '<mspace width="0.167em" />'

    assert row(r"y \log p") == f"<mi>y</mi>{space}<mi>log</mi>{space}<mi>p</mi>"
    assert row(r"\max(x)").startswith("<mi>max</mi><mo")


def test_a_comma_in_a_number_takes_no_space():
    (comma,) = re.findall(r"<mo[^>]*>,</mo>", row(r"1{,}000"))

    assert 'rspace="0"' in comma


def test_text_that_begins_with_math_and_ends_with_a_digit_keeps_its_math():
    assert "$" not in render_inline("$x$ is at most 2")
