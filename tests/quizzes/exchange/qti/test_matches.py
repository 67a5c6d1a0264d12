from __future__ import annotations

import pytest

from quizzes.contract.neutral import AnswerKey, Gap, Gaps, Order, Pairs
from tests.quizzes.exchange.qti.writing import (
    MAP_RESPONSE,
    declaration,
    item,
    read_item,
    refusal_of,
)


def choices(tag: str, ids: str) -> str:
    return "".join(f'<{tag} identifier="{id}">{id.upper()}</{tag}>' for id in ids)


def order(correct: str, given: str = "bca") -> str:
    body = f'<orderInteraction responseIdentifier="RESPONSE">{choices("simpleChoice", given)}'
    declared = declaration(list(correct), cardinality="ordered")
    return item(body + "</orderInteraction>", declared)


def match(pairs: list[str], left: str = "ab", right: str = "xyz", **options) -> str:
    sets = "".join(
        f"<simpleMatchSet>{choices('simpleAssociableChoice', ids)}</simpleMatchSet>"
        for ids in (left, right)
    )
    body = f'<matchInteraction responseIdentifier="RESPONSE" shuffle="true">{sets}'
    declared = declaration(
        pairs, cardinality="multiple", type="directedPair", mapping=dict.fromkeys(pairs, 1)
    )
    return item(body + "</matchInteraction>", declared, processing=MAP_RESPONSE)


def test_an_order():
    question, losses = read_item(order("abc"))
    assert question.content == Order(("A", "B", "C"), "all-or-nothing")
    assert losses == []


def test_entries_outside_the_order_are_reported():
    question, losses = read_item(order("ab"))
    assert question.content.entries == ("A", "B")
    assert losses == ["entries that the correct order leaves out: C"]


@pytest.mark.parametrize(
    ("correct", "reason"),
    [("", "no order is declared correct"), ("abz", "names “z”, which it does not have")],
)
def test_orders_that_cannot_be_read(correct, reason):
    assert reason in refusal_of(order(correct))


def test_pairs_with_a_right_side_to_spare():
    question, losses = read_item(match(["a x", "b y"]))
    assert question.content == Pairs((("A", "X"), ("B", "Y")), ("Z",), True)
    assert (question.points, losses) == (2, [])


def test_sides_change_places_where_one_has_several_partners():
    question, losses = read_item(match(["a x", "a y"], left="a", right="xy"))
    assert question.content.pairs == (("X", "A"), ("Y", "A"))
    assert losses == ["which side is asked for the other; they changed places"]


def test_an_entry_without_a_partner_is_reported():
    assert read_item(match(["a x"]))[1] == ["entries without a partner: B"]


@pytest.mark.parametrize(
    ("pairs", "reason"),
    [
        (["a x", "a y", "b x"], "several partners on both sides"),
        (["a q"], "cannot be read"),
        ([], "cannot be read"),
    ],
)
def test_pairs_that_cannot_be_read(pairs, reason):
    assert reason in refusal_of(match(pairs))


def associate(pairs: list[str]) -> str:
    inside = choices("simpleAssociableChoice", "abcde")
    body = f'<associateInteraction responseIdentifier="RESPONSE">{inside}</associateInteraction>'
    return item(body, declaration(pairs, cardinality="multiple", type="pair"))


def test_pairs_of_one_set():
    question, losses = read_item(associate(["a b", "c d"]))
    assert question.content == Pairs((("A", "B"), ("C", "D")), ("E",), False)
    assert losses == ["that either member of a pair may be chosen first"]
    assert "more than one pair" in refusal_of(associate(["a b", "b c"]))


def gap_match(pairs: list[str], inside: str | None = None) -> str:
    words = choices("gapText", "xyz") if inside is None else inside
    body = (
        f'<gapMatchInteraction responseIdentifier="RESPONSE">{words}<p>One <gap identifier="g"/>, '
        'two <gap identifier="h"/>.</p></gapMatchInteraction>'
    )
    return item(body, declaration(pairs, cardinality="multiple", type="directedPair"))


def test_words_for_gaps():
    question, losses = read_item(gap_match(["x g", "z h"]))
    assert question.text == "One [[gap1]], two [[gap2]]."
    words = ("X", "Y", "Z")
    assert question.content == Gaps(
        (Gap("gap1", (AnswerKey("X", 1.0),), words), Gap("gap2", (AnswerKey("Z", 1.0),), words))
    )
    assert losses == []


def test_gaps_that_cannot_be_read():
    assert "stays empty" in refusal_of(gap_match(["x g"]))
    assert "pictures" in refusal_of(gap_match(["x g"], '<gapImg identifier="x"/>'))
