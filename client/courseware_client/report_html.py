"""The report of a submission as HTML, for notebooks. Everything in it is escaped."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import Any

from courseware_client.report_text import headline, is_right, is_said_below

_RIGHT, _WRONG, _OPEN = "#2f9e44", "#e03131", "#c77700"
"""With enough contrast on white and on the dark grounds of notebooks."""
_PRE = (
    "margin:4px 0;padding:6px 10px;border:1px solid rgba(128,128,128,.4);border-radius:4px;"
    "background:rgba(128,128,128,.1);color:inherit;overflow-x:auto;white-space:pre"
)
_CELL = "text-align:left;vertical-align:top;padding:2px 12px 2px 0"


def report_html(found: Mapping[str, Any]) -> str:
    """Readable on light and on dark grounds; needs no script."""
    shown = found["report"]
    color = _RIGHT if is_right(found) else _WRONG if found["state"] == "done" else _OPEN
    parts = [
        f'<p style="margin:0 0 4px"><strong style="color:{color};font-size:1.1em">'
        f"{escape(headline(found))}</strong>&ensp;{escape(shown['facts'])}</p>"
    ]
    if shown["sentence"] and not is_said_below(found):
        parts.append(_paragraph(shown["sentence"]))
    if shown["load"]:
        parts.append(_pre(shown["load"]))
    parts += _causes(shown["causes"])
    if shown["cases"] and not shown["load"]:
        parts.append(_cases(shown["cases"]))
    if shown["printed"]:
        parts += [_paragraph("Printed while loading:"), _pre(shown["printed"])]
    if shown["timing"]:
        parts.append(
            _paragraph(f"Speed: {shown['timing']['ratio']:.3g} times the reference's time")
        )
    link = escape(found["url"], quote=True)
    parts.append(
        f'<p style="margin:4px 0"><a href="{link}" target="_blank" rel="noopener">'
        "This submission on the site</a></p>"
    )
    style = f"border-left:4px solid {color};padding:2px 0 2px 12px;max-width:60em"
    return f'<div class="courseware-report" style="{style}">{"".join(parts)}</div>'


def _paragraph(text: str) -> str:
    return f'<p style="margin:4px 0">{escape(text)}</p>'


def _pre(text: str) -> str:
    return f'<pre style="{_PRE}">{escape(text)}</pre>'


def _causes(causes: list[Mapping[str, Any]]) -> list[str]:
    """Of one cause the example alone: the sentence above is its."""
    if len(causes) == 1:
        return [_example(causes[0])]
    items = (
        f'<li style="margin:4px 0">{escape(cause["sentence"])}{_example(cause)}</li>'
        for cause in causes
    )
    return [f'<ol style="margin:4px 0;padding-left:1.6em">{"".join(items)}</ol>'] if causes else []


def _example(cause: Mapping[str, Any]) -> str:
    rows = [("call", cause["call"]), ("expected", cause["expected"]), ("got", cause["got"])]
    aligned = [(name, text.replace("\n", "\n" + " " * 11)) for name, text in rows if text]
    lines = "\n".join(f"{name:>9}  {text}" for name, text in aligned)
    return _pre(lines) if lines else ""


def _cases(cases: list[Mapping[str, Any]]) -> str:
    failed = sum(not case["passed"] for case in cases)
    words = f"{len(cases)} cases, of which {failed} fail" if failed else f"{len(cases)} cases"
    rows = "".join(map(_case, sorted(cases, key=lambda case: bool(case["passed"]))))
    summary = f'<summary style="cursor:pointer">{words}</summary>'
    return f'<details style="margin:4px 0">{summary}<table>{rows}</table></details>'


def _case(case: Mapping[str, Any]) -> str:
    mark, color, said = ("✓", _RIGHT, "passes") if case["passed"] else ("✗", _WRONG, "fails")
    words = "" if case["passed"] else case["hint"] or case["sentence"]
    return (
        f'<tr><td style="{_CELL};color:{color}" title="{said}">{mark}</td>'
        f'<td style="{_CELL}">{escape(case["name"])}</td>'
        f'<td style="{_CELL}">{escape(words)}</td></tr>'
    )
