"""A target for each statement; one key or several fair ones."""

import random

import pytest

from quizzes.contract.answers import InvalidResponse
from quizzes.contract.neutral import NeutralQuestion, Pairs, Texts
from quizzes.types.matching import TYPE
from tests.quizzes.writing import faults_of, question_of

QUESTION = """\
id: losses
type: matching
text: Which loss fits?
pairs:
  - {id: one, left: One class, right: sparse, feedback: They exclude each other.}
  - {id: several, left: Several classes, right: sigmoid}
  - {id: margin, left: A margin, right: hinge}
targets:
  - {id: sigmoid, text: Sigmoid}
  - {id: sparse, text: Sparse softmax}
  - {id: hinge, text: Hinge}
  - {id: mse, text: Squared error}
explanation: A softmax would make the classes compete.
"""
KEY = {"one": "sparse", "several": "sigmoid", "margin": "hinge"}
TWO_KEYS = """\
id: losses
type: matching
text: Which loss fits?
pairs:
  - {id: one, left: One class}
  - {id: several, left: Several classes}
targets:
  - {id: sparse, text: Sparse}
  - {id: dense, text: Dense}
keys:
  documented: {one: dense, several: sparse}
  fair: {one: sparse, several: dense}
explanation: Both readings are fair.
"""


@pytest.mark.parametrize(
    ("changed", "fraction"),
    [({}, 1.0), ({"one": "mse"}, 2 / 3), ({"one": "sigmoid", "several": "sparse"}, 1 / 3)],
)
def test_each_pair_earns_its_share(changed, fraction):
    question = question_of(QUESTION)
    score = question.score(question.parse_response(KEY | changed))
    assert score.fraction == pytest.approx(fraction)


def test_all_or_nothing():
    question = question_of(QUESTION + "credit: all-or-nothing\n")
    assert question.score(KEY).fraction == 1.0
    assert question.score(KEY | {"one": "mse"}).fraction == 0.0


def test_of_several_keys_the_best_counts_and_the_first_is_shown():
    question = question_of(TWO_KEYS)
    documented = {"one": "dense", "several": "sparse"}
    fair = {"one": "sparse", "several": "dense"}
    assert question.score(documented).fraction == question.score(fair).fraction == 1.0
    assert question.score({"one": "sparse", "several": "sparse"}).fraction == 0.5
    assert question.samples().right == documented
    assert question.samples().wrong["key fair"].fraction == 1.0


def test_parts_have_the_texts_of_what_was_chosen_and_expected():
    question = question_of(QUESTION)
    one, several, _ = question.score({"one": "mse"}).parts
    assert (one.given, one.expected, one.right) == ("Squared error", "Sparse softmax", False)
    assert (several.given, several.chosen) == ("", False)
    assert question.describe_answer({"one": "mse"}) == "One class: Squared error"
    assert question.count_unanswered({"one": "mse"}) == 2


def test_pairs_left_blank_are_no_answer():
    question = question_of(QUESTION)
    assert question.parse_response({"one": "", "several": "mse"}) == {"several": "mse"}
    assert question.parse_response({"one": ""}) is None
    assert question.from_form({"one": ["mse"], "several": []}) == {"one": "mse"}


@pytest.mark.parametrize("response", [{"two": "mse"}, {"one": "none"}, {"one": ["mse"]}, "x", [1]])
def test_invalid_responses(response):
    invalid = question_of(QUESTION).parse_response(response)
    assert isinstance(invalid, InvalidResponse)
    assert invalid.sentence == "Expected a target for each pair, by id."


@pytest.mark.parametrize(
    ("found", "instead", "fault"),
    [
        ("right: sparse", "right: sparce", 'names the target "sparce", which is none. Did you'),
        (", right: hinge", "", '"right" of the pairs and the pairs differ in "margin"'),
        ("id: several", "id: one", 'two of the pairs have the id "one"'),
        ("text: Hinge", "text: sigmoid", 'two of the targets have the text "sigmoid"'),
        ("explanation", "credit: some\nexplanation", 'unknown credit rule "some"'),
    ],
)
def test_faults(found, instead, fault):
    faults = faults_of(QUESTION.replace(found, instead))
    assert any(fault in each for each in faults), faults


def test_a_question_without_a_key_is_a_fault():
    text = TWO_KEYS.split("keys:")[0] + "explanation: None.\n"
    assert any("says nowhere what is right" in each for each in faults_of(text))


def test_an_unshuffled_order_that_reveals_the_key_is_a_fault():
    in_order = QUESTION.replace("right: sparse", "right: X").replace("right: sigmoid", "right: Y")
    in_order = in_order.replace("right: X", "right: sigmoid").replace("right: Y", "right: sparse")
    assert faults_of(in_order + "shuffle: true\n") == []
    (fault,) = faults_of(in_order + "shuffle: false\n")
    assert "unshuffled, the targets are in the order of their pairs" in fault
    assert faults_of(QUESTION + "shuffle: false\n") == []


def test_targets_are_shuffled_and_pairs_are_not():
    body = question_of(QUESTION).body
    shuffled = [TYPE.shuffle(body, random.Random(seed)) for seed in range(20)]
    assert len({each.targets for each in shuffled}) > 10
    assert {each.pairs for each in shuffled} == {body.pairs}


def test_an_open_page_does_not_need_the_keys():
    renamed = TYPE.rename_ids(question_of(QUESTION).body, lambda group, name: f"{group}-{name}")
    assert renamed.keys == {}
    assert [pair.id for pair in renamed.pairs] == ["pair-one", "pair-several", "pair-margin"]
    response = TYPE.rename_ids_in_response({"one": "mse", "margin": ""}, lambda g, n: g[0] + n)
    assert response == {"pone": "tmse", "pmargin": ""}


def test_blind_guesses_choose_any_target_for_each_pair():
    guesses = list(TYPE.blind_guesses(question_of(QUESTION).body))
    assert len(guesses) == 4**3
    assert KEY in guesses


def test_the_export_keeps_pairs_and_reports_the_rest():
    export = TYPE.to_neutral(question_of(QUESTION).body)
    assert export.content.pairs[0] == ("One class", "Sparse softmax")
    assert export.content.extra == ("Squared error",)
    assert export.losses == ("the feedback on pairs",)
    two = TYPE.to_neutral(question_of(TWO_KEYS).body)
    assert two.losses == ("the other keys that earn everything too",)


def test_a_draft_lets_pairs_share_a_target():
    content = Pairs((("Cat", "animal"), ("Dog", "animal"), ("Oak", "tree")), ("stone",))
    draft = TYPE.from_neutral(NeutralQuestion("q", "?", content))
    assert [target["id"] for target in draft.node["targets"]] == ["animal", "tree", "stone"]
    assert [pair["right"] for pair in draft.node["pairs"]] == ["animal", "animal", "tree"]
    assert "shuffle" not in draft.node
    assert TYPE.from_neutral(NeutralQuestion("q", "?", Texts(()))) is None


def test_the_template_shows_pairs_choices_and_later_the_key():
    question = question_of(QUESTION)
    opened = question.template_context({"one": "mse"})
    assert [field["chosen"] for field in opened["fields"]] == ["mse", "", ""]
    assert len(opened["targets"]) == 4
    assert not any("expected" in field for field in opened["fields"])
    one, several, _ = question.template_context({"one": "mse"}, question.score({"one": "mse"}))[
        "fields"
    ]
    assert (one["right"], one["given"], one["expected"]) == (
        False,
        "Squared error",
        "Sparse softmax",
    )
    assert one["feedback"] == "They exclude each other."
    assert (several["given"], several["chosen"]) == ("", "")


def test_the_example_of_a_blank_first_pair_is_worth_its_share():
    wrong = question_of(QUESTION).samples().wrong["first-left-blank"]
    assert wrong.response == {"several": "sigmoid", "margin": "hinge"}
    assert wrong.fraction == pytest.approx(2 / 3)


@pytest.mark.parametrize("count", [0, 1])
def test_fewer_than_two_pairs_or_targets_are_a_fault(count):
    head = QUESTION.partition("targets:")[0]
    targets = "\n".join("  - {id: sparse, text: Sparse}" for _ in range(count))
    text = f"{head}targets:\n{targets}\n" if count else head
    faults = faults_of(text + "explanation: So.\n")
    assert any("at least 2 pairs and 2 targets" in fault for fault in faults), faults
