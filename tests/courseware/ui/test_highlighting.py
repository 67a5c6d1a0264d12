from __future__ import annotations

import re

from courseware.ui.highlighting import numbered


def lines(html: str) -> list[str]:
    return re.sub(r"<[^>]*>", "", html).strip("\n").splitlines()


def test_lines_are_numbered_as_tracebacks_count_them():
    assert lines(numbered("\n\nx = 1\n")) == ["1", "2", "3x = 1"]


def test_markup_in_code_is_shown_as_text():
    html = numbered('s = "<script>alert(1)</script>"  # <b>')
    assert "<script" not in html
    assert "<b>" not in html


def test_line_ends_of_forms_do_not_double():
    assert lines(numbered("a = 1\r\nb = 2\r\n")) == ["1a = 1", "2b = 2"]
