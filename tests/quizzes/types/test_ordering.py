import random
from dataclasses import replace

import pytest

from quizzes.contract.answers import InvalidResponse
from quizzes.contract.neutral import FreeText, NeutralQuestion, Order
from quizzes.types.ordering import TYPE
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
    assert twice == InvalidResponse(
        "Expected a different position for each entry; 1 is used twice."
    )


@pytest.mark.parametrize(
    ("found", "instead", "fault"),
    [
        ("text: B}", "text: B, after: [c]}", '1: "b" is after "c", which is not above it'),
        ("text: Sort.", "text: Sort.\ncredit: lsc", '4: unknown credit rule "lsc"'),
        ("id: b", "id: a", '1: two of the items have the id "a"'),
    ],
)
def test_faults(found, instead, fault):
    faults = faults_of(LINEAR.replace(found, instead))
    assert faults[0].startswith(fault), faults


@pytest.fixture
def partial():
    """With precedences instead of one order, and a distractor."""
    return question_of(example_of("ordering"))


def test_an_order_is_partial_where_precedences_leave_a_choice(partial):
    assert not question_of(LINEAR).body.is_partial
    text = example_of("ordering").replace(", after: [forward]", "")
    assert question_of(text).body.is_partial


def test_precedences_are_followed_to_their_beginning(partial):
    assert partial.body.before["update"] == ("forward", "loss", "backward")
    assert partial.body.before["forward"] == ()


def test_a_distractor_gets_its_feedback_where_it_was_used(partial):
    key = partial.samples().right
    score = partial.score([*key, "split"])
    assert score.parts[-1].feedback == "Done once."
    assert not score.parts[-1].right
    assert partial.score(key).fraction == 1.0
    assert score.fraction < 1.0


@pytest.mark.parametrize(
    "response", ["forward", ["forward", "forward"], ["none"], [1], {"none": "1"}, 3.0, True]
)
def test_invalid_responses(partial, response):
    assert isinstance(partial.parse_response(response), InvalidResponse)


def test_nothing_placed_is_no_answer(partial):
    assert partial.parse_response([]) is None
    assert partial.parse_response(None) is None
    assert partial.count_unanswered(None) == 1


def test_items_are_shuffled_from_an_order_that_is_not_the_key(partial):
    first = partial.shuffled(random.Random(5)).body.items
    items = tuple(reversed(partial.body.items))
    other = replace(partial, body=replace(partial.body, items=items))
    assert other.shuffled(random.Random(5)).body.items == first


def test_an_answer_is_described_with_places(partial):
    assert partial.describe_answer(["loss", "forward"]) == "1. Loss; 2. Forward pass"


def test_the_template_has_places_and_later_the_key(partial):
    context = partial.template_context(["loss"])
    assert context["order"] == "loss"
    assert {option["id"]: option.get("place") for option in context["options"]}["loss"] == 1
    assert "expected" not in context
    scored = partial.template_context(["loss"], partial.score(["loss"]))
    assert scored["expected"][0] == "Forward pass"
    assert scored["placed"][0]["right"]


def test_an_open_page_does_not_need_the_key(partial):
    renamed = TYPE.rename_ids(partial.body, lambda group, author_id: f"{group}-{author_id}")
    assert (renamed.key, renamed.before) == ((), {})
    assert TYPE.rename_ids_in_response({"a": "1"}, lambda g, i: i * 2) == {"aa": "1"}
    assert TYPE.rename_ids_in_response(["a"], lambda g, i: i * 2) == ["aa"]


def test_the_export_reports_what_one_order_cannot_hold(partial):
    export = TYPE.to_neutral(partial.body)
    assert export.content.entries[0] == "Forward pass"
    assert export.losses[0] == "the entries that do not belong in the order"
    assert export.losses[-1] == "the credit rule lcs; the nearest one there is taken"
    strict = TYPE.to_neutral(question_of(LINEAR + "credit: all-or-nothing\n").body)
    assert strict.content.rule == "all-or-nothing"
    assert strict.losses == ("the entries that do not belong in the order",)


def test_a_draft_has_its_entries_in_order():
    content = Order(("Second = 2", "First"), "all-or-nothing")
    draft = TYPE.from_neutral(NeutralQuestion("q", "?", content))
    assert draft.node == {
        "credit": "all-or-nothing",
        "items": [{"id": "second-2", "text": "Second = 2"}, {"id": "first", "text": "First"}],
    }
    assert TYPE.from_neutral(NeutralQuestion("q", "?", FreeText())) is None


def test_a_hundred_items_are_the_most():
    items = "\n".join(f"  - {{id: i{n}, text: Item {n}}}" for n in range(101))
    text = LINEAR.split("items:")[0] + f"items:\n{items}\nexplanation: So.\n"
    assert any("has 101 items; expected 100 at most" in fault for fault in faults_of(text))
