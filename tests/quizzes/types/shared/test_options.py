import random

import pytest

from quizzes.contract.neutral import AnswerKey
from quizzes.types.shared.options import (
    Entry,
    Option,
    check_distinct,
    draft_entries,
    draft_options,
    is_positional,
    parse_entries,
    parse_id,
    parse_options,
    parse_rule,
    rename_entries,
    shuffled,
)
from tests.quizzes.writing import node_of

OPTIONS = """\
options:
  - {id: a, text: First, correct: true}
  - {id: b, text: Second, credit: 0.5, feedback: Nearly.}
"""


def messages(faults) -> list[str]:
    return [fault.message for fault in faults]


def test_a_correct_option_earns_everything_unless_it_says_otherwise():
    node, faults = node_of(OPTIONS)
    assert parse_options(node, "credit") == (
        Option("a", "First", True, 1.0),
        Option("b", "Second", False, 0.5, "Nearly."),
    )
    assert not faults


def test_options_may_have_another_name():
    node, faults = node_of(OPTIONS.replace("options", "reasons"))
    assert len(parse_options(node, "credit", "reasons")) == 2
    assert not faults


@pytest.mark.parametrize(
    ("found", "instead", "fault"),
    [
        ("id: b", "id: A", 'two of the options have the id "a"; make them differ'),
        ("Second", "  FIRST ", 'two of the options have the text "first"; make them differ'),
        ("id: b", "id: -b", 'the id "-b" must be letters, digits and single hyphens'),
        ("id: b", "id: b--c", 'the id "b--c" must be'),
        ("credit: 0.5", "weight: 0.5", 'unknown key "weight"'),
    ],
)
def test_faults_of_options(found, instead, fault):
    node, faults = node_of(OPTIONS.replace(found, instead))
    parse_options(node, "credit")
    assert any(message.startswith(fault) for message in messages(faults)), messages(faults)


def test_entries_have_an_id_and_a_text():
    node, faults = node_of("targets:\n  - {id: x, text: X}\n  - {id: y, text: Y}\n")
    assert parse_entries(node, "targets") == (Entry("x", "X"), Entry("y", "Y"))
    assert parse_entries(node, "others") == ()
    assert not faults


@pytest.mark.parametrize("name", ["a", "l1", "soft-max", "soft_max", "A-1"])
def test_ids_an_author_may_choose(name):
    node, faults = node_of(f"id: {name}")
    assert (parse_id(node), list(faults)) == (name, [])


@pytest.mark.parametrize(
    ("rules", "fault"),
    [
        (("lcs", "ranking"), 'unknown credit rule "lsc"; expected lcs or ranking. Did you mean'),
        (("a", "b", "c"), 'unknown credit rule "lsc"; expected one of a, b, c.'),
    ],
)
def test_an_unknown_rule_is_a_fault_of_its_line(rules, fault):
    node, faults = node_of("text: x\ncredit: lsc\n")
    assert parse_rule(node, rules, rules[0]) is None
    (found,) = faults
    assert found.message.startswith(fault)
    assert found.line == 2


def test_a_rule_left_out_is_the_default():
    node, faults = node_of("text: x")
    assert parse_rule(node, ("lcs", "ranking"), "ranking") == "ranking"
    assert not faults


def test_empty_texts_are_reported_elsewhere():
    node, faults = node_of("x: 1")
    check_distinct(node, [Entry("", ""), Entry("", "")], "targets")
    assert not faults


def test_renamed_entries_keep_everything_but_the_id():
    (renamed,) = rename_entries((Option("a", "First", True, 1.0),), lambda g, i: f"{g}:{i}", "opt")
    assert renamed == Option("opt:a", "First", True, 1.0)


def test_shuffling_depends_on_the_seed_alone():
    entries = tuple(Entry(str(n), str(n)) for n in range(10))
    first = shuffled(entries, random.Random(1))
    assert first == shuffled(entries, random.Random(1)) != shuffled(entries, random.Random(2))
    assert set(first) == set(entries)


def test_drafts_of_options_and_entries():
    assert draft_options([AnswerKey("Yes", 1.0, "Right."), AnswerKey("Yes.", 0.0)]) == [
        {"id": "yes", "text": "Yes", "feedback": "Right."},
        {"id": "yes-2", "text": "Yes."},
    ]
    assert draft_entries(["A b", "…"]) == [
        {"id": "a-b", "text": "A b"},
        {"id": "entry", "text": "…"},
    ]


@pytest.mark.parametrize(
    "text",
    [
        *("All of the above", "None of the above.", "all the above", "Both of the above"),
        *("All of these", "None of these are correct", "All answers are correct"),
        *("None of the other options", "Neither of the above", "Two of the above"),
        *("A and B", "Both A and C", "Neither A nor B", "A, B and C are true", "The above two"),
    ],
)
def test_an_option_that_speaks_of_others_by_their_place(text):
    assert is_positional(text)


@pytest.mark.parametrize(
    "text",
    [
        *("All", "None", "Both", "All weights become zero", "None of the weights"),
        *("Both shrink", "All of them at once", "Values above 1", "Neither", "A", "L1 and L2"),
        *("A learning rate and a penalty", "None of its neighbors", "One of two classes"),
    ],
)
def test_an_option_that_speaks_of_the_matter(text):
    assert not is_positional(text)


POSITIONAL = OPTIONS + "  - {id: c, text: All of the above}\n"


def test_a_place_in_shuffled_options_is_a_fault_that_says_what_to_do():
    node, faults = node_of(POSITIONAL)
    parse_options(node, "credit")
    (said,) = messages(faults)
    assert '"All of the above" speaks of other options by their place' in said
    assert "last: true" in said
    assert "shuffle: false" in said


@pytest.mark.parametrize(
    "text",
    [POSITIONAL.replace("above}", "above, last: true}"), POSITIONAL + "shuffle: false\n"],
)
def test_it_is_none_where_the_place_is_kept(text):
    node, faults = node_of(text)
    assert len(parse_options(node, "credit")) == 3
    assert not faults


def test_what_stays_last_is_last_in_every_order():
    options = tuple(Option(name, name, stays_last=name in "xy") for name in "axbyc")
    orders = {"".join(o.id for o in shuffled(options, random.Random(seed))) for seed in range(60)}
    assert len(orders) == 6
    assert {order[3:] for order in orders} == {"xy"}


def test_orders_without_it_are_what_they_were():
    options = tuple(Option(name, name) for name in "abcd")
    order = random.Random(7).sample(options, 4)
    assert shuffled(options, random.Random(7)) == tuple(order)


def test_imported_options_keep_their_place():
    keys = [AnswerKey("Yes", 1.0), AnswerKey("None of the above", 0.0)]
    assert [option.get("last", False) for option in draft_options(keys)] == [False, True]
