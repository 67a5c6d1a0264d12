"""Items of QTI 2.x and 3.0 as neutral questions."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from xml.etree.ElementTree import Element

from quizzes.contract.neutral import (
    Content,
    ExchangeError,
    Loss,
    NeutralQuestion,
    Numbers,
)
from quizzes.exchange import guides
from quizzes.exchange.qti import body, choices, entries, matches
from quizzes.exchange.qti.processing import Processing, read_processing
from quizzes.exchange.qti.scoring import Scoring

INLINE = frozenset({"textEntryInteraction", "inlineChoiceInteraction", "gap"})
_LONGEST_UNIT = 20  # characters
_READERS: dict[str, Callable[[Element, Scoring], Content]] = {
    "choiceInteraction": choices.read_choices,
    "hottextInteraction": choices.read_hottext,
    "orderInteraction": matches.read_order,
    "matchInteraction": matches.read_match,
    "associateInteraction": matches.read_associate,
    "sliderInteraction": entries.read_slider,
}


def read_item(item: Element) -> tuple[list[NeutralQuestion], list[Loss]]:
    """The questions of an item: one, or one for each of its parts. Its losses tell the rest."""
    name = (item.get("title") or item.get("identifier") or "question").strip()
    losses: list[str] = []
    questions: list[NeutralQuestion] = []
    try:
        questions = _questions(item, name, losses)
    except ExchangeError as reason:
        losses.append(f"not imported: {reason}")
    return questions, [Loss(name, what) for what in dict.fromkeys(losses)]


def _questions(item: Element, name: str, losses: list[str]) -> list[NeutralQuestion]:
    if item.find("templateDeclaration") is not None or item.find("templateProcessing") is not None:
        raise ExchangeError("its numbers are drawn at random by template processing")
    if item.get("adaptive") == "true":
        raise ExchangeError("it is adaptive: it goes on after an answer")
    content_body = item.find("itemBody")
    if content_body is None:
        raise ExchangeError("it has no body")
    for stimulus in item.iter("assessmentStimulusRef"):
        losses.append(f"the shared text {stimulus.get('href', '')}")
    blocks = [
        element
        for element in content_body.iter()
        if str(element.tag).endswith("Interaction") and element.tag not in INLINE
    ]
    inline = [element for element in content_body.iter() if element.tag in INLINE]
    processing = read_processing(item)
    if blocks and inline and not all(each.tag == "gapMatchInteraction" for each in blocks):
        raise ExchangeError("it mixes blanks with other kinds of questions")
    if inline:
        return [_with_blanks(item, content_body, inline, name, processing, losses)]
    if not blocks:
        raise ExchangeError("it asks nothing that can be answered")
    if len(blocks) == 1:
        return [_of_block(item, content_body, blocks[0], name, processing, losses)]
    return _parts(item, content_body, blocks, name, processing, losses)


def _parts(
    item: Element,
    content_body: Element,
    blocks: list[Element],
    name: str,
    processing: Processing,
    losses: list[str],
) -> list[NeutralQuestion]:
    """A question for each of several interactions, each with the item's words before its own."""
    losses.append(f"that its {len(blocks)} parts belong together; each is a question of its own")
    questions = []
    for number, block in enumerate(blocks, start=1):
        lost: list[str] = []
        try:
            part = _of_block(item, content_body, block, f"{name} {number}", processing, lost)
            questions.append(replace(part, points=1.0))
        except ExchangeError as reason:
            lost.append(f"not imported: {reason}")
        losses += [f"part {number}: {what}" for what in lost]
    return questions


def _of_block(
    item: Element,
    content_body: Element,
    block: Element,
    name: str,
    processing: Processing,
    losses: list[str],
) -> NeutralQuestion:
    scoring = Scoring(item, processing, block.get("responseIdentifier", ""), losses)
    if block.tag == "extendedTextInteraction":
        content: Content = guides.read(body.scorer_notes(item, losses))
    elif str(block.tag) in _READERS:
        content = _READERS[str(block.tag)](block, scoring)
    else:
        raise ExchangeError(f"there is no type here for “{block.tag}”")
    before = body.markdown_of(content_body, losses, _without_interactions)
    is_text = block.tag == "hottextInteraction"  # all of it is read, not only a prompt
    prompt = body.markdown_of(block if is_text else block.find("prompt"), losses)
    return _question(item, name, "\n\n".join(filter(None, (before, prompt))), content, scoring)


def _without_interactions(element: Element) -> str | None:
    return "" if str(element.tag).endswith("Interaction") else None


def _with_blanks(
    item: Element,
    content_body: Element,
    inline: list[Element],
    name: str,
    processing: Processing,
    losses: list[str],
) -> NeutralQuestion:
    gaps = content_body.find(".//gapMatchInteraction")
    response = (gaps if gaps is not None else inline[0]).get("responseIdentifier", "")
    scoring = Scoring(item, processing, response, losses)
    if len(inline) == 1 and inline[0].tag == "textEntryInteraction":
        line, unit = _line_of(inline[0], content_body)
        content: Content = entries.read_entry(inline[0], scoring)
        if isinstance(content, Numbers):
            content = replace(content, unit=unit)
        shown = "" if line is not inline[0] else "___"
        text = body.markdown_of(content_body, losses, lambda e: shown if e is line else None)
        return _question(item, name, text, content, scoring)
    marks = {id(element): f"gap{number}" for number, element in enumerate(inline, start=1)}
    content = (
        matches.read_gap_match(gaps, inline, marks, scoring)
        if gaps is not None
        else entries.read_blanks(inline, marks, scoring)
    )

    def mark(element: Element) -> str | None:
        if element.tag in ("gapText", "gapImg"):
            return ""
        return f"\ue000{marks[id(element)]}\ue001" if id(element) in marks else None

    text = body.markdown_of(content_body, losses, mark)
    return _question(
        item, name, text.replace("\ue000", "[[").replace("\ue001", "]]"), content, scoring
    )


def _line_of(entry: Element, content_body: Element) -> tuple[Element, str]:
    """The paragraph that has nothing but the field and perhaps a unit; else the field itself."""
    for line in content_body.iter("p"):
        if list(line) == [entry] and not (line.text or "").strip():
            unit = " ".join((entry.tail or "").split())
            if len(unit) <= _LONGEST_UNIT and not unit.endswith((".", "?", ":")):
                return line, unit
    return entry, ""


def _question(
    item: Element, name: str, text: str, content: Content, scoring: Scoring
) -> NeutralQuestion:
    losses = scoring.losses
    words = "\n\n".join(filter(None, (body.instructions(item, losses), text)))
    return NeutralQuestion(
        name=name,
        text=words,
        content=content,
        explanation=scoring.explanation(),
        points=scoring.points(),
    )
