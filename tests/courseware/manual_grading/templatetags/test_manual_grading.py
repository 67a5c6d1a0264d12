"""Filters of the grading pages."""

from __future__ import annotations

from courseware.manual_grading.templatetags import manual_grading as tags


def test_comments_are_markdown_with_formulas_and_no_html():
    html = tags.markdown("*So* $x$ <script>alert(1)</script>")
    assert "<em>So</em>" in html and "<math" in html and "<script" not in html
    assert tags.inline_markdown("`x`") == "<code>x</code>"


def test_an_answer_is_shown_again_only_if_it_has_formulas():
    assert tags.with_formulas("costs $5") == ""
    assert "<math" in tags.with_formulas("so $x^2$ <b>")
    assert "<b>" not in tags.with_formulas("so $x^2$ <b>")
