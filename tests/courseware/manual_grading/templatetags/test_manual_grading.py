"""Filters of the grading pages."""

from __future__ import annotations

from courseware.manual_grading.templatetags import manual_grading as tags


def test_comments_are_markdown_with_formulas_and_no_html():
    html = tags.markdown("*So* $x$ <script>alert(1)</script>")
    assert "<em>So</em>" in html and "<math" in html and "<script" not in html
    assert tags.inline_markdown("`x`") == "<code>x</code>"
