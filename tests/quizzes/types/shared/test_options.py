import random

import pytest

from quizzes.contract.neutral import AnswerKey
from quizzes.types.shared.options import (
    Entry,
    Option,
    check_distinct,
    draft_entries,
    draft_options,
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
