import pytest
from django.utils import translation

from quizzes.questions.opaque_ids import OpaqueIds
from quizzes.services.changes import Change, response_to
from tests.quizzes.writing import quiz_of

ATTEMPT = 7


@pytest.fixture(scope="module")
def questions():
    from tests.quizzes.writing import QUIZ

    return {slot.id: slot.variants[0] for slot in quiz_of(QUIZ).slots}


def test_a_whole_change_replaces_what_was_saved(questions):
    change = Change("grow", {"width": ["units"]})
    assert response_to(questions["grow"], ATTEMPT, {"depth": "layers"}, change) == {
        "width": "units"
    }


def test_a_part_of_a_question_leaves_its_other_parts(questions):
    change = Change("grow", {"width": ["units"]}, whole=False)
    saved = {"width": "wires", "depth": "layers"}
    expected = {"width": "units", "depth": "layers"}
    assert response_to(questions["grow"], ATTEMPT, saved, change) == expected
    assert response_to(questions["grow"], ATTEMPT, None, change) == {"width": "units"}


def test_a_change_of_the_certainty_alone_leaves_the_answer(questions):
    change = Change("zero", whole=False, certainty=2)
    assert response_to(questions["zero"], ATTEMPT, "l1", change) == "l1"


def test_empty_fields_withdraw_the_answer(questions):
    assert not response_to(questions["zero"], ATTEMPT, "l1", Change("zero", {"": []}))


def test_an_open_page_sends_opaque_ids(questions):
    question = questions["zero"]
    opaque = OpaqueIds(ATTEMPT, question).opaque_id("option", "l2")
    change = Change("zero", {"": [opaque]}, opaque=True)
    assert response_to(question, ATTEMPT, "l1", change) == "l2"


def test_an_authors_id_from_an_open_page_is_no_option(questions):
    question = questions["zero"]
    change = Change("zero", {"": ["l2"]}, opaque=True)
    assert response_to(question, ATTEMPT, "l1", change) != "l2"


def test_the_ids_of_another_attempt_are_unknown(questions):
    question = questions["zero"]
    opaque = OpaqueIds(ATTEMPT + 1, question).opaque_id("option", "l2")
    change = Change("zero", {"": [opaque]}, opaque=True)
    assert response_to(question, ATTEMPT, "l1", change) != "l2"


CELLS = """title: T
questions:
  - id: cells
    type: matrix
    text: Which?
    answer: [1.5, 1.234]
    explanation: So.
"""


def test_numbers_of_a_page_are_stored_in_one_notation():
    """What was saved before is in it already, and programs write it."""
    question = quiz_of(CELLS).slots[0].variants[0]
    typed = {"0-1": ["1,234"]}
    with translation.override("de"):
        page = Change("cells", typed, whole=False, opaque=True, localized=True)
        response = response_to(question, ATTEMPT, ["1.234", ""], page)
        program = response_to(question, ATTEMPT, None, Change("cells", typed, whole=False))
        shown = question.template_context(["1.234", "0,5"], question.score(["1.234", "0,5"]))
    assert response == {"0-0": "1.234", "0-1": "1.234"}
    assert program == typed | {"0-1": "1,234"}
    cells = shown["fields"][0]["cells"]
    assert [cell["given"] for cell in cells] == ["1,234", "0,5"]
    assert [cell["reading"] for cell in cells] == ["1,234", "0,5"]
    assert [cell["expected"] for cell in cells] == ["1,5", "1,234"]
