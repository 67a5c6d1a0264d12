"""TeX's spacing for MathML trees: what the converter leaves to chance, said explicitly.

Browsers take an operator's spacing from its place: first of a row is a prefix, last a postfix,
all else infix. The converter makes flat rows, so that the minus in (-3, -1) would be spaced like a
subtraction, bars like relations, and "log p" not at all.
"""

from __future__ import annotations

from xml.etree.ElementTree import Element

THIN = "0.167em"
_AFTER_A_COMMA = "0.25em"
MINUS = "\N{MINUS SIGN}"
_SIGNS = frozenset([MINUS, "+", "±"])
_OPENING = frozenset("([{⟨⌈⌊")
_CLOSING = frozenset(")]}⟩⌉⌋")
_BEFORE_A_SIGN = frozenset("([{,;=≠≈≤≥<>→∈:") | {"⋅", "×", "/"}
_BARS = frozenset("|‖∥")
_NAMED_WIDTHS = {"negativethinmathspace": "-" + THIN, "thinmathspace": THIN}


def adjust(element: Element) -> None:
    """Sets forms and spaces in the whole tree, in place."""
    for child in element:
        adjust(child)
    if element.tag == "mspace" and element.get("width") in _NAMED_WIDTHS:
        element.set("width", _NAMED_WIDTHS[element.get("width", "")])
    if element.tag not in ("mrow", "math", "mtd", "mstyle"):
        return
    children = list(element)
    for child in children:
        if child.text == ":":
            child.tag = "mo"
        if _operator(child) == ",":
            child.set("rspace", _AFTER_A_COMMA)
    if len(children) == 1 and _operator(children[0]) == ",":
        _unspaced(children[0])  # {,} in 1{,}000
    _sign_forms(children)
    _bar_forms(children)
    _function_spaces(element, children)


def _operator(element: Element | None) -> str:
    return (element.text or "") if element is not None and element.tag == "mo" else ""


def _unspaced(element: Element) -> None:
    element.set("lspace", "0")
    element.set("rspace", "0")


def _sign_forms(children: list[Element]) -> None:
    for before, sign in zip([None, *children], children, strict=False):
        first = before is None or _operator(before) in _BEFORE_A_SIGN
        if _operator(sign) in _SIGNS and first:
            sign.set("form", "prefix")
            _unspaced(sign)


def _bar_forms(children: list[Element]) -> None:
    """Bars come in pairs: the first of two opens, the second closes."""
    bars = [child for child in children if _operator(child) in _BARS or _is_closing_bar(child)]
    if len(bars) % 2:
        return
    for index, bar in enumerate(bars):
        mark = bar if bar.tag == "mo" else bar[0]
        mark.set("form", "postfix" if index % 2 else "prefix")
        if mark.get("stretchy") is None:  # as high as the letters unless \left asked for more
            mark.set("stretchy", "false")
        _unspaced(mark)


def _is_closing_bar(element: Element) -> bool:
    """A bar with an index, as in the norm's ‖w‖₂."""
    return element.tag in ("msub", "msup", "msubsup") and _operator(element[0]) in _BARS


def _is_function(element: Element | None) -> bool:
    """log, max, relu: a name of several letters."""
    text = (element.text or "") if element is not None and element.tag in ("mi", "mo") else ""
    return len(text) > 1 and text.isalpha() and text.isascii()


def _function_spaces(parent: Element, children: list[Element]) -> None:
    for child in children:
        if not _is_function(child):
            continue
        child.tag = "mi"
        place = list(parent).index(child)
        before = parent[place - 1] if place else None
        after = parent[place + 1] if place + 1 < len(parent) else None
        if after is not None and after.tag != "mspace" and not _opens(after):
            parent.insert(place + 1, Element("mspace", {"width": THIN}))
        if before is not None and (before.tag not in ("mo", "mspace") or _closes(before)):
            parent.insert(place, Element("mspace", {"width": THIN}))


def _opens(element: Element) -> bool:
    text = _operator(element)
    if element.tag == "mrow" and len(element):
        text = _operator(element[0])
    return text in _OPENING or (text != "" and text not in _BARS | _SIGNS)


def _closes(element: Element) -> bool:
    return _operator(element) in _CLOSING
