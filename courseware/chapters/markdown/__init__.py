"""Authors' Markdown to safe HTML: no raw HTML, formulas as MathML, places for items.

render(text)          a document
render_inline(text)   one line, without a paragraph around it
read(text, …)         a document with its headings, anchors and places, mistakes reported
render_plain(text)    typed text, of which only the formulas are markup
misplaced(text)       places in a text that cannot have any
"""

from courseware.chapters.markdown.document import (
    WITHOUT_ITEM,
    Document,
    Heading,
    Piece,
    Place,
    misplaced,
    read,
    split_places,
)
from courseware.chapters.markdown.plain import has_formulas, render_plain
from courseware.chapters.markdown.rendering import render, render_inline

__all__ = [
    "WITHOUT_ITEM",
    "Document",
    "Heading",
    "Piece",
    "Place",
    "has_formulas",
    "misplaced",
    "read",
    "render",
    "render_inline",
    "render_plain",
    "split_places",
]
