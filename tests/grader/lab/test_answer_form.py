import json

import pytest

from grader.lab.answer_form import AnswersError, Field, read_answers, write_answers

NAMES = ("state", "why")


@pytest.mark.parametrize(
    "answers",
    [
        {"state": "a=1&b=2", "why": "one line"},
        {"state": "", "why": ""},
        {"state": "https://example.org/#a=1", "why": "two\nlines: here\n\n  indented\nwhy: again"},
    ],
)
def test_what_is_written_is_read_again(answers: dict[str, str]):
    assert read_answers(NAMES, write_answers(NAMES, answers)) == answers


def test_a_text_by_hand_may_leave_out_names_and_spaces():
    assert read_answers(NAMES, "\nwhy :  so\nand so") == {"state": "", "why": "so\nand so"}


def test_a_line_without_a_name_is_the_first_answer():
    address = "https://playground.example/#dataset=xor"
    assert read_answers(NAMES, address)["state"] == address


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("state: a\nstate: b", 'Line 2: "state" is there twice'),
        ("hello\nthere", "state:, why:"),
        ("stat: a\nwhy: b", 'Did you mean "state"?'),
    ],
)
def test_what_is_no_text_of_answers_is_refused_with_its_line(text: str, part: str):
    with pytest.raises(AnswersError) as caught:
        read_answers(NAMES, text)
    assert part in str(caught.value.message)


def test_a_field_is_plain_data():
    field = Field("side", "choice", "Which?", options=(("a", "A"),))
    assert json.loads(json.dumps(field.as_dict()))["options"] == [["a", "A"]]
