"""An item of QTI 1.2: its words, its fields, and what an answer earns and shows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from xml.etree.ElementTree import Element

from quizzes.exchange.html import markdown_from_html
from quizzes.exchange.qti import legacy_processing as processing
from quizzes.exchange.qti.body import html_inside
from quizzes.exchange.qti.expressions import number
from quizzes.exchange.qti.tree import text_of

RESPONSES = ("response_lid", "response_str", "response_num")
_KIND_FIELDS = ("question_type", "cc_profile", "bbmd_questiontype", "qmd_itemtype")
_POINTS_FIELDS = ("points_possible", "cc_weighting", "qmd_weighting")


@dataclass(frozen=True)
class Response:
    """One field: its labels with their texts, and the words before it."""

    id: str
    tag: str
    cardinality: str
    labels: dict[str, str]
    words: str
    element: Element


class Item:
    def __init__(self, element: Element) -> None:
        self.element = element
        self.name = (element.get("title") or element.get("ident") or "question").strip()
        self.losses: list[str] = []
        self.metadata = dict(_metadata(element))
        self.kind = next((self.metadata[f] for f in _KIND_FIELDS if f in self.metadata), "")
        if self.name.lower() in ("question", "") and element.get("ident"):
            self.name = element.get("ident", "")

    # --- words -----------------------------------------------------------------------------

    def markdown(self, html: str) -> str:
        markdown, dropped = markdown_from_html(html)
        self.losses += dropped
        return markdown

    def html(self, element: Element, marks: dict[str, str] | None = None) -> str:
        """All material inside, fields left out or replaced by their marks."""
        pieces = []
        for child in element:
            if child.tag in RESPONSES:
                pieces.append((marks or {}).get(child.get("ident", ""), ""))
            elif child.tag in ("mattext", "mat_formattedtext"):
                pieces.append(_html_of(child))
            elif child.tag in ("matimage", "mataudio", "matvideo", "matapplet"):
                self.losses.append("a picture" if child.tag == "matimage" else f"<{child.tag}>")
            elif child.tag == "matbreak":
                pieces.append("<br>")
            elif child.tag in ("material", "flow", "flow_mat", "presentation"):
                inside = self.html(child, marks)
                pieces.append(f"<div>{inside}</div>" if child.tag == "material" else inside)
        return "\n".join(filter(None, pieces))

    def response(self, element: Element) -> Response:
        labels = {
            label.get("ident", ""): self.markdown(self.all_material(label))
            for label in element.iter("response_label")
        }
        words = self.markdown(
            "\n".join(self.html(each) for each in element if each.tag in ("material", "flow_mat"))
        )
        cardinality = (element.get("rcardinality") or "Single").capitalize()
        return Response(
            element.get("ident", ""), str(element.tag), cardinality, labels, words, element
        )

    def all_material(self, element: Element) -> str:
        return "\n".join(filter(None, (self.html(each) for each in element.iter("material"))))

    # --- scoring and feedback --------------------------------------------------------------

    def score(self, response: str, *answer: str) -> float:
        return processing.run(self.element, {response: answer} if answer else {}).score

    def shown(self, response: str, *answer: str) -> list[str]:
        return processing.run(self.element, {response: answer} if answer else {}).feedback

    def feedback(self, response: Response, answer: str) -> str:
        general = self.shown(response.id)  # without an answer
        names = [each for each in self.shown(response.id, answer) if each not in general]
        return "\n\n".join(filter(None, (self.words_of(each) for each in names)))

    def words_of(self, ident: str) -> str:
        for element in self.element.iter("itemfeedback"):
            if element.get("ident") == ident:
                return self.markdown(self.all_material(element))
        return ""

    def points(self) -> float:
        for field in _POINTS_FIELDS:
            points = number(self.metadata.get(field), 0.0)
            if 0 < points <= 1000:
                return points
        return 1.0


def _metadata(item: Element) -> Iterator[tuple[str, str]]:
    for field in item.iter("qtimetadatafield"):
        yield text_of(field.find("fieldlabel")), text_of(field.find("fieldentry"))
    for holder in item.findall("itemmetadata"):
        for element in holder:
            if not len(element):
                yield str(element.tag), text_of(element)


def _html_of(mattext: Element) -> str:
    if len(mattext):  # XHTML as elements
        return html_inside(mattext, [])
    text = mattext.text or ""
    return text if mattext.get("texttype", "text/plain") != "text/plain" else escape(text)
