"""A neutral question as an ``assessmentItem`` of QTI 2.1."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from xml.etree.ElementTree import Element, SubElement, fromstring

from courseware.chapters import markdown
from quizzes.contract.neutral import (
    AnswerKey,
    Choices,
    Content,
    FreeText,
    Gaps,
    NeutralQuestion,
    Numbers,
    Order,
    Pairs,
    Texts,
    TrueOrFalse,
)
from quizzes.exchange import guides
from quizzes.exchange.qti.rules import Rules

HTML = frozenset(
    "a abbr b blockquote br caption code col colgroup dd div dl dt em h1 h2 h3 h4 h5 h6 hr i img li"
    " ol p pre q samp small span strong sub sup table tbody td tfoot th thead tr ul var".split()
)
MATH = frozenset(
    "math annotation menclose merror mfenced mfrac mi mmultiscripts mn mo mover mpadded mphantom"
    " mroot mrow ms mspace msqrt mstyle msub msubsup msup mtable mtd mtext mtr munder munderover"
    " none mprescripts semantics".split()
)
RESPONSE = "RESPONSE"


def item(question: NeutralQuestion, identifier: str) -> Element:
    """The item, its children in the order that the schema asks for."""
    element = Element(
        "assessmentItem",
        identifier=identifier,
        title=question.name,
        adaptive="false",
        timeDependent="false",
    )
    body = Element("itemBody")
    rules = Rules(question.points)
    _WRITERS[type(question.content)](question, body, rules)
    if question.explanation.strip():
        rules.explain(markup(question.explanation))
    element.extend(rules.declarations())
    element.append(body)
    if (processing := rules.processing()) is not None:
        element.append(processing)
    element.extend(rules.feedback)
    return element


def markup(text: str) -> list[Element]:
    """Markdown as XHTML, with formulas as MathML that carries its TeX."""
    html = markdown.render(text).replace(' xmlns="http://www.w3.org/1998/Math/MathML"', "")
    root = fromstring(f"<div>{html}</div>")
    for element in root.iter():
        for name in set(element.attrib) - {"href", "src", "alt", "display", "encoding", "class"}:
            del element.attrib[name]
        if element.tag == "math":
            element.set("xmlns", "http://www.w3.org/1998/Math/MathML")
    return list(root)


def _fill(parent: Element, text: str) -> None:
    parent.extend(markup(text))


def _fill_line(parent: Element, text: str) -> None:
    """As little markup as the text needs: a line without a paragraph where there is one only."""
    blocks = markup(text)
    if len(blocks) == 1 and blocks[0].tag == "p":
        parent.text = blocks[0].text
        parent.extend(blocks[0])
    else:
        parent.extend(blocks)


def _write_choices(question: NeutralQuestion, body: Element, rules: Rules) -> None:
    content = question.content
    assert isinstance(content, Choices)
    ids = [f"option-{number}" for number in range(1, len(content.options) + 1)]
    right = [id for id, key in zip(ids, content.options, strict=True) if key.fraction > 0]
    best = [id for id, key in zip(ids, content.options, strict=True) if key.is_right][:1] or right[
        :1
    ]
    interaction = _choice_interaction(question, body, content.single, content.shuffle)
    for id, key in zip(ids, content.options, strict=True):
        _add_choice(interaction, id, key.text)
    fractions = {id: key.fraction for id, key in zip(ids, content.options, strict=True)}
    cardinality = "single" if content.single else "multiple"
    rules.declare(RESPONSE, cardinality, "identifier", best if content.single else right)
    if content.all_or_nothing:
        rules.award_match(RESPONSE)
    else:
        rules.award_mapping(RESPONSE, fractions)
    told = {id: key.feedback for id, key in zip(ids, content.options, strict=True) if key.feedback}
    rules.tell_chosen(RESPONSE, cardinality, {id: markup(text) for id, text in told.items()})


def _choice_interaction(
    question: NeutralQuestion, body: Element, single: bool, shuffle: bool
) -> Element:
    _fill(body, question.text)
    return SubElement(
        body,
        "choiceInteraction",
        responseIdentifier=RESPONSE,
        shuffle="true" if shuffle else "false",
        maxChoices="1" if single else "0",
    )


def _add_choice(parent: Element, identifier: str, text: str) -> None:
    _fill_line(SubElement(parent, "simpleChoice", identifier=identifier), text)


def _write_true_or_false(question: NeutralQuestion, body: Element, rules: Rules) -> None:
    content = question.content
    assert isinstance(content, TrueOrFalse)
    interaction = _choice_interaction(question, body, single=True, shuffle=False)
    _add_choice(interaction, "true", "True")
    _add_choice(interaction, "false", "False")
    rules.declare(RESPONSE, "single", "identifier", ["true" if content.answer else "false"])
    rules.award_match(RESPONSE)
    told = {"true": content.feedback_true, "false": content.feedback_false}
    rules.tell_chosen(RESPONSE, "single", {id: markup(text) for id, text in told.items() if text})


def _write_numbers(question: NeutralQuestion, body: Element, rules: Rules) -> None:
    content = question.content
    assert isinstance(content, Numbers)
    _fill(body, question.text)
    line = SubElement(body, "p")
    entry = SubElement(line, "textEntryInteraction", responseIdentifier=RESPONSE)
    if content.unit:
        entry.tail = f" {content.unit}"
    right = next((key for key in content.answers if key.is_right), content.answers[0])
    rules.declare(RESPONSE, "single", "float", [repr(right.value)])
    rules.award_numbers(RESPONSE, content.answers, markup)


def _write_texts(question: NeutralQuestion, body: Element, rules: Rules) -> None:
    content = question.content
    assert isinstance(content, Texts)
    _fill(body, question.text)
    line = SubElement(body, "p")
    SubElement(line, "textEntryInteraction", responseIdentifier=RESPONSE)
    right = [key.text for key in content.answers if key.is_right]
    rules.declare(RESPONSE, "single", "string", right[:1])
    rules.award_mapping(
        RESPONSE, {key.text: key.fraction for key in content.answers}, case=content.case
    )
    rules.tell_texts(RESPONSE, _with_feedback(content.answers), content.case)


def _with_feedback(keys: Sequence[AnswerKey]) -> dict[str, list[Element]]:
    return {key.text: markup(key.feedback) for key in keys if key.feedback}


def _write_gaps(question: NeutralQuestion, body: Element, rules: Rules) -> None:
    content = question.content
    assert isinstance(content, Gaps)
    marks = {}
    text = question.text
    for number, gap in enumerate(content.gaps, start=1):
        mark = f"\ue000{number}\ue001"
        text = text.replace(f"[[{gap.id}]]", mark)
        response = f"RESPONSE_{number}"
        if gap.choices:
            interaction = Element(
                "inlineChoiceInteraction", responseIdentifier=response, shuffle="false"
            )
            ids = {word: f"choice-{n}" for n, word in enumerate(gap.choices, start=1)}
            for word, id in ids.items():
                choice = SubElement(interaction, "inlineChoice", identifier=id)
                choice.text = word
            right = {ids[key.text]: 1.0 for key in gap.answers if key.text in ids}
            rules.declare(response, "single", "identifier", list(right)[:1])
        else:
            interaction = Element("textEntryInteraction", responseIdentifier=response)
            right = {key.text: key.fraction for key in gap.answers}
            rules.declare(response, "single", "string", list(right)[:1])
        rules.award_mapping(response, right, share=1 / len(content.gaps), case=False)
        marks[mark] = interaction
    _fill(body, text)
    _put_in_place(body, marks)


def _put_in_place(parent: Element, marks: dict[str, Element]) -> None:
    """Replaces each mark in the text by its interaction."""
    for mark, interaction in marks.items():
        for element in list(parent.iter()):
            if mark in (element.text or ""):
                before, _, after = (element.text or "").partition(mark)
                element.text, interaction.tail = before, after
                element.insert(0, interaction)
                break
            child = next((each for each in element if mark in (each.tail or "")), None)
            if child is not None:
                before, _, after = (child.tail or "").partition(mark)
                child.tail, interaction.tail = before, after
                element.insert(list(element).index(child) + 1, interaction)
                break


def _write_pairs(question: NeutralQuestion, body: Element, rules: Rules) -> None:
    content = question.content
    assert isinstance(content, Pairs)
    _fill(body, question.text)
    rights = list(dict.fromkeys([*(right for _, right in content.pairs), *content.extra]))
    interaction = SubElement(
        body,
        "matchInteraction",
        responseIdentifier=RESPONSE,
        shuffle="true" if content.shuffle else "false",
        maxAssociations=str(len(content.pairs)),
    )
    lefts, targets = (SubElement(interaction, "simpleMatchSet") for _ in range(2))
    for number, (left, _) in enumerate(content.pairs, start=1):
        _add_associable(lefts, f"left-{number}", left, "1")
    for number, right in enumerate(rights, start=1):
        _add_associable(targets, f"right-{number}", right, "0")
    pairs = [
        f"left-{number} right-{rights.index(right) + 1}"
        for number, (_, right) in enumerate(content.pairs, start=1)
    ]
    rules.declare(RESPONSE, "multiple", "directedPair", pairs)
    rules.award_mapping(RESPONSE, dict.fromkeys(pairs, 1 / len(pairs)))


def _add_associable(parent: Element, identifier: str, text: str, most: str) -> None:
    choice = SubElement(parent, "simpleAssociableChoice", identifier=identifier, matchMax=most)
    _fill_line(choice, text)


def _write_order(question: NeutralQuestion, body: Element, rules: Rules) -> None:
    content = question.content
    assert isinstance(content, Order)
    _fill(body, question.text)
    interaction = SubElement(body, "orderInteraction", responseIdentifier=RESPONSE, shuffle="true")
    ids = [f"entry-{number}" for number in range(1, len(content.entries) + 1)]
    for id, text in sorted(zip(ids, content.entries, strict=True), key=lambda pair: pair[1]):
        _add_choice(interaction, id, text)
    rules.declare(RESPONSE, "ordered", "identifier", ids)
    rules.award_match(RESPONSE)


def _write_free_text(question: NeutralQuestion, body: Element, rules: Rules) -> None:
    content = question.content
    assert isinstance(content, FreeText)
    _fill(body, question.text)
    notes = guides.write(content)
    if notes:
        _fill(SubElement(body, "rubricBlock", view="scorer"), notes)
    SubElement(body, "extendedTextInteraction", responseIdentifier=RESPONSE)
    rules.declare(RESPONSE, "single", "string", [])


_WRITERS: dict[type[Content], Callable[[NeutralQuestion, Element, Rules], None]] = {
    Choices: _write_choices,
    TrueOrFalse: _write_true_or_false,
    Numbers: _write_numbers,
    Texts: _write_texts,
    Gaps: _write_gaps,
    Pairs: _write_pairs,
    Order: _write_order,
    FreeText: _write_free_text,
}
