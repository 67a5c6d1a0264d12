"""An author's mistakes, each with its line and what was expected."""

import pytest

from quizzes.authoring.loading import digest_of
from tests.quizzes.writing import QUIZ, faults_of, quiz_faults, quiz_of

SINGLE = """\
id: zero
type: single
text: Which?
options:
  - {id: a, text: A, correct: true}
  - {id: b, text: B}
explanation: Because.
"""


def test_a_quiz_is_read_with_all_it_says():
    quiz = quiz_of(QUIZ)
    assert (quiz.title, quiz.intro, quiz.pass_mark, quiz.delivery.attempts) == (
        "Penalties",
        "Three questions.",
        0.5,
        1,
    )
    assert [(slot.id, slot.type, slot.points) for slot in quiz.slots] == [
        ("zero", "single", 2.0),
        ("cures", "multiple", 1.0),
        ("grow", "blanks", 1.0),
    ]
    question = quiz.slots[0].variants[0]
    assert question.anchors == ("regularization-for-sparsity#what-l1-does",)
    assert question.erratum == "The notes said it otherwise."


def test_a_change_that_students_notice_changes_the_digest_and_layout_does_not():
    digest = digest_of(quiz_of(QUIZ))
    assert digest_of(quiz_of(QUIZ.replace("pass: 0.5\n", "pass:    0.5\n\n"))) == digest
    assert digest_of(quiz_of(QUIZ.replace("Which penalty", "What penalty"))) != digest


@pytest.mark.parametrize(
    ("found", "instead", "fault"),
    [
        ("correct: true", "correct: false", "1: 0 options are correct"),
        ("id: b", "id: a", '1: two of the options have the id "a"'),
        ("text: B", "text: ' a '", '1: two of the options have the text "a"'),
        ("type: single", "type: singel", '2: unknown question type "singel"'),
        ("explanation: Because.", "tags: []", '1: "explanation" is missing'),
        ("text: Which?", "txt: Which?", '3: unknown key "txt". Did you mean "text"?'),
        ("  - {id: b, text: B}\n", "", "1: has 1 options; expected at least 2"),
        ("id: zero", "id: zero\npoints: 0", "2: points are 0; expected more than 0"),
        ("id: zero", "id: zero\nanchors: [somewhere]", '1: the anchor "somewhere"'),
        ("text: B}", "text: B, credit: 2}", '1: the credit of "b" must be 0 to 1'),
        ("id: zero", "id: 'ze ro'", '1: the id "ze ro" must be letters'),
    ],
)
def test_faults_of_a_single_choice(found, instead, fault):
    assert found in SINGLE
    faults = faults_of(SINGLE.replace(found, instead, 1))
    assert [line for line in faults if line.startswith(fault)], faults


def test_all_faults_of_a_quiz_are_told_at_once():
    broken = QUIZ.replace("correct: true, feedback: The", "feedback: The")
    broken = broken.replace("credit: net-correct", "credit: net-corect")
    broken = broken.replace("[[width]]", "[[breadth]]").replace("pass: 0.5", "pass: 50")
    told = quiz_faults(broken)
    for part in (
        "expected a fraction between 0 and 1",
        "0 options are correct",
        'unknown credit rule "net-corect"; expected one of all-or-nothing, net-correct, balanced, '
        'coverage, each-answer, weights. Did you mean "net-correct"?',
        'blank "width" does not appear in the text',
        'the text has [[breadth]], but "blanks" says nothing about it',
    ):
        assert [line for line in told if part in line.replace(".Did", ". Did")], (part, told)


def test_two_questions_with_one_id_are_a_fault():
    told = quiz_faults(QUIZ.replace("id: cures", "id: zero"))
    assert told == ['1: two questions have the id "zero"; make them differ']


@pytest.mark.parametrize("attempts", ["0", "1.5", "many", "1000"])
def test_attempts_is_a_whole_number(attempts):
    assert quiz_faults(QUIZ.replace("pass: 0.5", f"attempts: {attempts}"))


def test_a_quiz_without_questions_is_a_fault():
    assert quiz_faults("title: Empty\nquestions: []\n") == ["1: has 0 questions; expected 1 to 200"]


def test_weights_of_the_correct_options_must_sum_to_one():
    weighted = SINGLE.replace("type: single", "type: multiple\ncredit: weights")
    assert faults_of(weighted) == []
    unfair = weighted.replace("correct: true", "correct: true, weight: 0.5")
    assert faults_of(unfair) == [
        "1: the weights of the correct options sum to 0.5; they must sum to 1"
    ]
    pays = weighted.replace("text: B", "text: B, weight: 0.5")
    assert faults_of(pays)[0].startswith('1: "b": a correct option weighs more than 0')


def test_a_quiz_that_stays_as_it_is_keeps_its_digest_in_every_release():
    """Otherwise an upgrade would make a new revision of every quiz."""
    digest = "c69c8b3583d6749861390c6e2a3c5e48151445432599b71e19eeff5affa4e844"
    assert digest_of(quiz_of(QUIZ)) == digest
    check = quiz_of(QUIZ.replace("pass: 0.5", "pass: 0.5\nself_check: true"))
    assert digest_of(check) != digest


@pytest.mark.parametrize("where", ["Three questions.", "What helps?", "Both bound the step."])
def test_a_figure_s_place_in_a_text_is_refused(where):
    text = QUIZ.replace(where, "'::figure[roc-curve]'")
    (fault,) = quiz_faults(text)
    assert "::figure[roc-curve] would show nothing here" in fault


def test_a_self_check_has_only_questions_that_are_scored_at_once():
    essay = """\
  - id: why
    type: essay
    text: Why?
    rubric: [{id: slope, text: Compares the slopes}]
    explanation: The slope stays.
"""
    text = QUIZ.replace("pass: 0.5", "self_check: true") + essay
    assert quiz_faults(text) == [
        '31: the question "why" of type essay is not scored at once, as those of a self-check '
        "must be; put it into a quiz without self_check"
    ]
