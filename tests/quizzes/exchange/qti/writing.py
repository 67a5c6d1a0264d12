"""Documents of QTI for the tests of this folder."""

from __future__ import annotations

import io
import zipfile
from typing import Any
from xml.etree.ElementTree import Element

from quizzes.contract.neutral import NeutralQuestion
from quizzes.exchange.qti import items, legacy
from quizzes.exchange.qti.processing import Processing, read_processing
from quizzes.exchange.qti.scoring import Scoring
from quizzes.exchange.qti.tree import parse

NAMESPACE = "http://www.imsglobal.org/xsd/imsqti_v2p1"
SCORE = '<outcomeDeclaration identifier="SCORE" cardinality="single" baseType="float"/>'
MATCH_CORRECT = (
    '<responseProcessing template="http://www.imsglobal.org/question/qti_v2p1/rptemplates/'
    'match_correct"/>'
)
MAP_RESPONSE = MATCH_CORRECT.replace("match_correct", "map_response")


def declaration(
    correct: list[str],
    *,
    id: str = "RESPONSE",
    cardinality: str = "single",
    type: str = "identifier",
    mapping: dict[str, float] | None = None,
    **bounds: Any,
) -> str:
    """A ``responseDeclaration``."""
    values = "".join(f"<value>{value}</value>" for value in correct)
    entries = "".join(
        f'<mapEntry mapKey="{key}" mappedValue="{value}"/>'
        for key, value in (mapping or {}).items()
    )
    limits = "".join(f' {name}="{value}"' for name, value in bounds.items())
    mapped = f"<mapping{limits}>{entries}</mapping>" if mapping else ""
    answer = f"<correctResponse>{values}</correctResponse>" if correct else ""
    return (
        f'<responseDeclaration identifier="{id}" cardinality="{cardinality}" baseType="{type}">'
        f"{answer}{mapped}</responseDeclaration>"
    )


def item(body: str, *parts: str, processing: str = MATCH_CORRECT, title: str = "Item") -> str:
    """An ``assessmentItem`` of version 2.1; ``parts`` are declarations and feedback."""
    declared = [part for part in parts if not part.startswith("<modalFeedback")]
    feedback = [part for part in parts if part.startswith("<modalFeedback")]
    return (
        f'<assessmentItem xmlns="{NAMESPACE}" identifier="i" title="{title}">'
        f"{''.join(declared)}{SCORE}<itemBody>{body}</itemBody>{processing}{''.join(feedback)}"
        "</assessmentItem>"
    )


def root_of(document: str) -> Element:
    return parse(document.encode())


def processing_of(document: str) -> Processing:
    return read_processing(root_of(document))


def scoring_of(document: str, response: str = "RESPONSE") -> Scoring:
    """The item as the interaction of a response sees it."""
    root = root_of(document)
    return Scoring(root, read_processing(root), response, [])


def read_item(document: str) -> tuple[NeutralQuestion, list[str]]:
    """The item's only question, and its losses."""
    (question,), losses = items.read_item(root_of(document))
    return question, [loss.what for loss in losses]


def refusal_of(document: str) -> str:
    """Why nothing of an item is imported."""
    questions, losses = items.read_item(root_of(document))
    assert questions == []
    return losses[-1].what


def legacy_item(
    presentation: str, conditions: str = "", kind: str = "", feedback: str = "", points: str = "1"
) -> str:
    """A ``questestinterop`` of version 1.2 with one item, as Canvas writes it."""
    fields = {"question_type": kind, "points_possible": points}
    metadata = "".join(
        f"<qtimetadatafield><fieldlabel>{label}</fieldlabel><fieldentry>{entry}</fieldentry>"
        "</qtimetadatafield>"
        for label, entry in fields.items()
        if entry
    )
    return (
        '<questestinterop xmlns="http://www.imsglobal.org/xsd/ims_qtiasiv1p2"><assessment>'
        '<section><item ident="q1" title="Old item">'
        f"<itemmetadata><qtimetadata>{metadata}</qtimetadata></itemmetadata>"
        f"<presentation>{presentation}</presentation>"
        f"<resprocessing>{conditions}</resprocessing>{feedback}"
        "</item></section></assessment></questestinterop>"
    )


def material(text: str, type: str = "text/plain") -> str:
    return f'<material><mattext texttype="{type}">{text}</mattext></material>'


def labels(**texts: str) -> str:
    """A ``render_choice`` with a label for each text."""
    return "<render_choice>" + "".join(
        f'<response_label ident="{id}">{material(text)}</response_label>'
        for id, text in texts.items()
    ) + "</render_choice>"  # fmt: skip


def condition(test: str, points: float | None = 100, *, action: str = "Set", show: str = "") -> str:
    """A ``respcondition`` with points, feedback, or both."""
    scored = f'<setvar action="{action}" varname="SCORE">{points}</setvar>'
    shown = f'<displayfeedback linkrefid="{show}"/>'
    after = "No" if points is not None and action == "Set" else "Yes"
    return (
        f'<respcondition continue="{after}"><conditionvar>{test}</conditionvar>'
        f"{scored if points is not None else ''}{shown if show else ''}</respcondition>"
    )


def equal(value: str, response: str = "response1") -> str:
    return f'<varequal respident="{response}">{value}</varequal>'


def read_legacy(document: str) -> tuple[NeutralQuestion, list[str]]:
    """The document's only question, and its losses."""
    (question,), losses = legacy.read_document(root_of(document))
    return question, [loss.what for loss in losses]


def archive_of(files: dict[str, str | bytes]) -> bytes:
    """A zip archive."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return data.getvalue()
