"""The report of a submission as HTML, for notebooks. Everything in it is escaped."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import Any

from courseware_client.report_text import headline, is_right

_RIGHT, _WRONG, _OPEN = "#1a7f37", "#b42318", "#8a6100"


def report_html(found: Mapping[str, Any]) -> str:
    """Readable on light and on dark grounds; needs no script."""
    shown = found["report"]
    color = _RIGHT if is_right(found) else _WRONG if found["state"] == "done" else _OPEN
    parts = [
        f'<p><strong style="color:{color}">{escape(headline(found))}</strong> '
        f"{escape(shown['facts'])}</p>"
    ]
    if shown["sentence"]:
        parts.append(f"<p>{escape(shown['sentence'])}</p>")
    if shown["load"]:
        parts.append(f"<pre>{escape(shown['load'])}</pre>")
    if shown["causes"]:
        parts.append(f"<ol>{''.join(map(_cause, shown['causes']))}</ol>")
    if shown["cases"]:
        rows = "".join(map(_case, shown["cases"]))
        count = len(shown["cases"])
        parts.append(f"<details><summary>{count} cases</summary><table>{rows}</table></details>")
    if shown["printed"]:
        parts.append(f"<p>Printed while loading:</p><pre>{escape(shown['printed'])}</pre>")
    if shown["timing"]:
        ratio = f"{shown['timing']['ratio']:.3g}"
        parts.append(f"<p>Speed: {ratio} times the time of the reference</p>")
    link = escape(found["url"], quote=True)
    parts.append(f'<p><a href="{link}" target="_blank" rel="noopener">On the site</a></p>')
    return f'<div class="courseware-report">{"".join(parts)}</div>'


def _cause(cause: Mapping[str, Any]) -> str:
    rows = [("call", cause["call"]), ("expected", cause["expected"]), ("got", cause["got"])]
    lines = "\n".join(f"{name:>9}  {text}" for name, text in rows if text)
    example = f"<pre>{escape(lines)}</pre>" if lines else ""
    return f"<li>{escape(cause['sentence'])}{example}</li>"


def _case(case: Mapping[str, Any]) -> str:
    mark, color = ("✓", _RIGHT) if case["passed"] else ("✗", _WRONG)
    words = "" if case["passed"] else case["hint"] or case["sentence"]
    return (
        f'<tr><td style="color:{color}">{mark}</td><td style="text-align:left">'
        f'{escape(case["name"])}</td><td style="text-align:left">{escape(words)}</td></tr>'
    )
