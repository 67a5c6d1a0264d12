"""TeX formulas to MathML.

The converter writes text and attributes unescaped and passes commands through that it does not
know, so its element tree is cleaned and serialized here: only MathML presentation elements and
harmless attributes remain, and unknown commands are mistakes.
"""

from __future__ import annotations

from functools import lru_cache
from html import escape, unescape
from xml.etree import ElementTree

from latex2mathml.converter import convert_to_element

from courseware.chapters.markdown import spacing

_ELEMENTS = frozenset(
    "math mrow mi mn mo ms mtext mspace mfrac msqrt mroot mover munder munderover msub msup "
    "msubsup mtable mtr mtd mpadded mphantom mstyle menclose mmultiscripts none".split()
)
_ATTRIBUTES = frozenset(
    "xmlns display displaystyle scriptlevel mathvariant accent accentunder stretchy fence form "
    "separator linethickness columnalign columnspacing rowspacing columnlines rowlines width "
    "height depth lspace rspace minsize maxsize movablelimits largeop notation linebreak".split()
)


class InvalidFormula(ValueError):
    """TeX that cannot be shown; the message says what is wrong with it."""


@lru_cache(maxsize=4096)
def to_mathml(tex: str, display: bool = False) -> str:
    """MathML of a formula. Raises `InvalidFormula`."""
    source = tex.strip().replace("{aligned}", "{align*}")
    try:
        root = convert_to_element(source, display="block" if display else "inline")
    except Exception as error:  # the converter has no common base class and raises KeyError too
        reason = type(error).__name__.removesuffix("Error")
        raise InvalidFormula(f"the formula “{tex.strip()}” cannot be read ({reason})") from None
    _clean(root, tex)
    spacing.adjust(root)
    root.append(_annotation(source))
    semantics = ElementTree.Element("semantics")
    semantics.extend(list(root))
    for child in list(root):
        root.remove(child)
    root.append(semantics)
    return ElementTree.tostring(root, encoding="unicode")


def or_source(tex: str, display: bool = False) -> str:
    """MathML, or the formula's source where it cannot be read."""
    try:
        return to_mathml(tex, display)
    except InvalidFormula:
        return f'<code class="unreadable-math">{escape(tex)}</code>'


def words(formula: str) -> str:
    """A formula of `to_mathml` on one line: ``x_1^2``."""
    return _words(ElementTree.fromstring(formula)).strip()


def _words(element: ElementTree.Element) -> str:
    tag = element.tag.rpartition("}")[2]
    if tag == "annotation":
        return ""
    parts = [_words(child) for child in element]
    marks = {"msub": "_", "msup": "^", "msubsup": "_^", "mfrac": "/"}.get(tag)
    if marks is None:
        said = " ".join((element.text or "").split()) + "".join(parts)
        return f"{said} " if tag in ("mi", "mtext", "mo") and len(said) > 1 else said
    return parts[0] + "".join(mark + part for mark, part in zip(marks, parts[1:], strict=True))


def _annotation(source: str) -> ElementTree.Element:
    """The TeX source, for copying and for readers that prefer it."""
    element = ElementTree.Element("annotation", {"encoding": "application/x-tex"})
    element.text = source
    return element


def _clean(element: ElementTree.Element, tex: str) -> None:
    if element.tag not in _ELEMENTS:
        raise InvalidFormula(
            f"the formula “{tex.strip()}” uses <{element.tag}>, which is not shown"
        )
    for name in set(element.attrib) - _ATTRIBUTES:
        del element.attrib[name]
    if element.text:
        element.text = unescape(element.text)
        if element.tag != "mtext" and element.text.startswith("\\") and len(element.text) > 1:
            raise InvalidFormula(f"the command {element.text} in “{tex.strip()}” is not known")
        if element.tag != "mtext" and element.text == "&":
            raise InvalidFormula(f"a stray & in “{tex.strip()}”; write \\& or use aligned")
    if element.tail:
        element.tail = unescape(element.tail)
    for child in element:
        _clean(child, tex)
