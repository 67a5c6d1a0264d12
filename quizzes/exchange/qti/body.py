"""The words of an item: Markdown of what a student reads, with marks where blanks are."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from html import escape
from xml.etree.ElementTree import Element

from quizzes.exchange.html import markdown_from_html
from quizzes.exchange.qti.expressions import Value
from quizzes.exchange.qti.tree import text_of

FEEDBACK = ("modalFeedback", "feedbackBlock", "feedbackInline")
_SKIPPED = {*FEEDBACK, "rubricBlock", "stylesheet", "responseDeclaration", "templateBlock",
            "templateInline", "companionMaterialsInfo", "catalogInfo"}  # fmt: skip
_WITHOUT_END = {"br", "hr", "img"}
_TEX = ("application/x-tex", "TeX", "LaTeX", "application/x-latex")
_TRANSPARENT = {"contentBody", "itemBody", "prompt", "infoControl", "flow", "flow_mat", "material"}

Replace = Callable[[Element], str | None]
"""The text in place of an element, or ``None`` to write it as it is."""


def markdown_of(element: Element | None, losses: list[str], replace: Replace | None = None) -> str:
    """Markdown of what is inside; what a quiz file cannot hold is added to ``losses``."""
    if element is None:
        return ""
    html = html_inside(element, losses, replace)
    markdown, dropped = markdown_from_html(html)
    losses += dropped
    return markdown


def html_inside(element: Element, losses: list[str], replace: Replace | None = None) -> str:
    """What is inside as HTML, formulas as TeX."""
    pieces = [escape(element.text or "", quote=False)]
    for child in element:
        pieces.append(_html(child, losses, replace))
        pieces.append(escape(child.tail or "", quote=False))
    return "".join(pieces)


def _html(element: Element, losses: list[str], replace: Replace | None) -> str:
    replaced = replace(element) if replace else None
    if replaced is not None:
        return escape(replaced, quote=False)
    tag = element.tag
    if not isinstance(tag, str) or tag in _SKIPPED:
        return ""
    if tag == "math":
        return _formula(element, losses)
    if tag == "printedVariable":
        losses.append("a number that is drawn at random")
        return "(…)"
    if tag == "object" and (element.get("type") or "").startswith("image/"):
        losses.append("a picture")
        return escape(f"({text_of(element) or 'a picture'})", quote=False)
    inside = html_inside(element, losses, replace)
    if tag in _TRANSPARENT:
        return f"<div>{inside}</div>"
    marks = "".join(
        f' {name}="{escape(element.get(name, ""))}"'
        for name in ("href", "alt", "src", "class", "data-equation-content")
        if element.get(name)
    )
    return f"<{tag}{marks}>" if tag in _WITHOUT_END else f"<{tag}{marks}>{inside}</{tag}>"


def _formula(element: Element, losses: list[str]) -> str:
    """A formula's own TeX, where it brings one; its letters otherwise."""
    for annotation in element.iter("annotation"):
        if annotation.get("encoding") in _TEX:
            return _tex(text_of(annotation), element)
    if alt := element.get("alttext"):
        return _tex(alt, element)
    losses.append("the layout of a formula")
    return escape(" ".join("".join(element.itertext()).split()), quote=False)


def _tex(source: str, element: Element) -> str:
    left, right = (r"\[", r"\]") if element.get("display") == "block" else (r"\(", r"\)")
    return escape(f"{left}{source}{right}", quote=False)


def feedback_shown(item: Element, outcomes: Mapping[str, Value]) -> Iterator[Element]:
    """The feedback that an item shows for these outcomes."""
    for element in item.iter():
        if element.tag not in FEEDBACK:
            continue
        values = outcomes.get(element.get("outcomeIdentifier", "")) or ()
        is_named = element.get("identifier", "") in values
        if is_named == (element.get("showHide", "show") != "hide"):
            yield element


def scorer_notes(item: Element, losses: list[str]) -> str:
    """What people who grade are to read."""
    return "\n\n".join(
        markdown_of(block, losses)
        for block in item.iter("rubricBlock")
        if set((block.get("view") or "").split()) & {"scorer", "tutor", "author"}
    ).strip()


def instructions(item: Element, losses: list[str]) -> str:
    """Rubrics for those who answer."""
    return "\n\n".join(
        markdown_of(block, losses)
        for block in item.iter("rubricBlock")
        if "candidate" in (block.get("view") or "candidate").split()
    ).strip()
