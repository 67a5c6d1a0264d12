import pytest

from quizzes.contract.answers import InvalidResponse
from tests.quizzes.writing import example_of, faults_of, question_of

LINEAR = """\
id: abcd
type: ordering
text: Sort.
items:
  - {id: a, text: A}
  - {id: b, text: B}
  - {id: c, text: C}
  - {id: d, text: D}
  - {id: z, text: Z, distractor: true, feedback: Not a letter of ours.}
explanation: The alphabet.
"""


def fraction(text, order):
    question = question_of(text)
    return question.score(question.parse_response(order)).fraction


@pytest.mark.parametrize(
    ("order", "lcs", "ranking"),
    [
        (list("abcd"), 1.0, 1.0),
        (list("bacd"), 0.5, 0.0),  # one deletion and one insertion of four
        (list("abdc"), 0.5, 0.5),
        (list("abc"), 0.75, 0.75),
        (list("abzcd"), 0.75, 0.0),
        (list("dcba"), 0.0, 0.0),
        (list("z"), 0.0, 0.0),
    ],
)
def test_partial_credit_of_one_order(order, lcs, ranking):
    assert fraction(LINEAR, order) == lcs
    assert fraction(LINEAR.replace("text: Sort.", "text: Sort.\ncredit: ranking"), order) == ranking
    strict = LINEAR.replace("text: Sort.", "text: Sort.\ncredit: all-or-nothing")
    assert fraction(strict, order) == (1.0 if order == list("abcd") else 0.0)


def test_any_order_that_keeps_the_precedences_is_right():
    text = example_of("ordering")
    assert fraction(text, ["forward", "loss", "backward", "update"]) == 1.0
    assert fraction(text, ["loss", "forward", "backward", "update"]) == 1.0
    assert fraction(text, ["forward", "backward", "loss", "update"]) == 1.0
    assert fraction(text, ["backward", "forward", "loss", "update"]) == 0.5
    assert fraction(text, ["update", "forward", "loss", "backward"]) == 0.5
    assert fraction(text, ["split", "forward", "loss", "backward", "update"]) == 0.75


def test_places_of_a_form_become_an_order_and_doubles_are_refused():
    question = question_of(LINEAR)
    fields = {"place-c": ["3"], "place-a": ["1"], "place-b": [""], "": [""]}
    assert question.parse_response(question.from_form(fields)) == ["a", "c"]
    assert question.from_form({"": ["c a"], "place-a": ["1"]}) == ["c", "a"]
    twice = question.parse_response(question.from_form({"place-a": ["1"], "place-b": ["1"]}))
    assert twice == InvalidResponse("Expected a different place for each entry; 1 is given twice.")


@pytest.mark.parametrize(
    ("found", "instead", "fault"),
    [
        ("text: B}", "text: B, after: [c]}", '1: "b" is after "c", which does not stand above it'),
        ("text: Sort.", "text: Sort.\ncredit: lsc", '4: unknown credit rule "lsc"'),
        ("id: b", "id: a", '1: two of the items have the id "a"'),
    ],
)
def test_faults(found, instead, fault):
    faults = faults_of(LINEAR.replace(found, instead))
    assert faults[0].startswith(fault), faults
