"""The report in a notebook."""

from __future__ import annotations

from courseware_client.report_html import report_html

from tests.client.reports import REPORT, submission


def test_everything_is_told_and_escaped():
    html = report_html(submission(url='https://a/"><script>'))
    assert "Twice &lt;b&gt;one&lt;/b&gt;." in html and "hello &lt;i&gt;" in html
    assert "<script>" not in html and "Three.<pre" in html
    assert "2 cases, of which 1 fail" in html and "1.25 times" in html


def test_what_is_not_there_yet_is_left_out():
    empty = REPORT | {"cases": [], "causes": [], "timing": None, "printed": "", "sentence": ""}
    html = report_html(submission(state="queued", verdict="", score=None, report=empty))
    assert "Waiting" in html and "<table" not in html and "Speed" not in html
