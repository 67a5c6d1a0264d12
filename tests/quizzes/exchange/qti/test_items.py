"""What is common to all items; each interaction is tested beside its reader."""

from __future__ import annotations

import pytest

from quizzes.contract.neutral import FreeText
from quizzes.exchange.qti import items
from tests.quizzes.exchange.qti.writing import (
    declaration,
    item,
    read_item,
    refusal_of,
    root_of,
)

ESSAY = '<extendedTextInteraction responseIdentifier="RESPONSE"><prompt>Why?</prompt></extendedTextInteraction>'  # noqa: E501
CHOICE = (
    '<choiceInteraction responseIdentifier="{}"><prompt>Which {}?</prompt>'
    '<simpleChoice identifier="a">A</simpleChoice><simpleChoice identifier="b">B</simpleChoice>'
    "</choiceInteraction>"
)
ENTRY = '<textEntryInteraction responseIdentifier="RESPONSE"/>'


def test_an_essay_with_instructions_and_notes_for_graders():
    body = (
        '<rubricBlock view="candidate"><p>At most a page.</p></rubricBlock>'
        f'{ESSAY}<rubricBlock view="scorer"><p>- The kink (2)</p></rubricBlock>'
    )
    question, losses = read_item(item(body, declaration([], type="string"), processing=""))
    assert question.text == "At most a page.\n\nWhy?"
    assert isinstance(question.content, FreeText)
    assert losses == []


def test_parts_become_questions_of_their_own():
    parts = [CHOICE.format(name, name) for name in "RS"]
    document = item(
        f"<p>Read this.</p>{parts[0]}{parts[1]}",
        declaration(["a"], id="R"),
        declaration(["b"], id="S"),
        title="Two",
    )
    questions, losses = items.read_item(root_of(document))
    assert [question.name for question in questions] == ["Two 1", "Two 2"]
    assert [q.text for q in questions] == ["Read this.\n\nWhich R?", "Read this.\n\nWhich S?"]
    right = [[key.is_right for key in question.content.options] for question in questions]
    assert right == [[True, False], [False, True]]
    assert "that its 2 parts belong together" in losses[0].what


def test_one_part_that_cannot_be_read_keeps_no_other():
    other = '<uploadInteraction responseIdentifier="S"/>'
    document = item(CHOICE.format("R", "R") + other, declaration(["a"], id="R"))
    questions, losses = items.read_item(root_of(document))
    assert len(questions) == 1
    assert any("part 2: not imported: there is no type here" in loss.what for loss in losses)


def test_a_shared_text_is_reported():
    stimulus = '<assessmentStimulusRef identifier="s" href="shared.xml"/>'
    document = item(ESSAY, declaration([], type="string"), stimulus, processing="")
    assert read_item(document)[1] == ["the shared text shared.xml"]


@pytest.mark.parametrize(
    ("document", "reason"),
    [
        (item("<p>Only words.</p>"), "asks nothing"),
        (item(ESSAY, '<templateDeclaration identifier="N"/>'), "drawn at random"),
        (item(ESSAY).replace("title=", 'adaptive="true" title='), "adaptive"),
        (item(ESSAY + ENTRY), "mixes blanks"),
        (item('<drawingInteraction responseIdentifier="RESPONSE"/>'), "“drawingInteraction”"),
        (item("").replace("itemBody", "otherBody"), "no body"),
    ],
)
def test_what_is_not_imported(document, reason):
    assert reason in refusal_of(document)


def test_an_item_without_a_title_has_its_identifier():
    document = item(ESSAY, declaration([], type="string"), processing="", title="")
    assert read_item(document)[0].name == "i"
