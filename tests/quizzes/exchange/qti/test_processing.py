"""The rules of an item, run; the expressions are tested beside their own module."""

from __future__ import annotations

import pytest

from quizzes.exchange.qti.expressions import UnsupportedProcessing
from quizzes.exchange.qti.processing import MAX_STEPS
from tests.quizzes.exchange.qti.writing import (
    MAP_RESPONSE,
    SCORE,
    declaration,
    item,
    processing_of,
)

VARIABLE = '<variable identifier="RESPONSE"/>'
CORRECT = '<correct identifier="RESPONSE"/>'


def score(document: str, *answer: str, **others: str) -> float:
    answers = {"RESPONSE": answer or None}
    return processing_of(document).score(answers | {k: (v,) for k, v in others.items()})


def set_score(value: str) -> str:
    return f'<setOutcomeValue identifier="SCORE">{value}</setOutcomeValue>'


def number(value: float) -> str:
    return f'<baseValue baseType="float">{value}</baseValue>'


def rules(*parts: str) -> str:
    return f"<responseProcessing>{''.join(parts)}</responseProcessing>"


def test_match_correct_by_cardinality():
    single = item("", declaration(["A"]))
    assert [score(single, "A"), score(single, "B"), score(single)] == [1, 0, 0]
    several = item("", declaration(["A", "B"], cardinality="multiple"))
    assert [score(several, "B", "A"), score(several, "A")] == [1, 0]
    ordered = item("", declaration(["A", "B"], cardinality="ordered"))
    assert [score(ordered, "A", "B"), score(ordered, "B", "A")] == [1, 0]


def test_numbers_and_pairs_are_compared_as_such():
    assert score(item("", declaration(["2.50"], type="float")), "2.5") == 1
    pairs = item("", declaration(["A B"], cardinality="multiple", type="pair"))
    assert score(pairs, "B A") == 1
    directed = item("", declaration(["A B"], cardinality="multiple", type="directedPair"))
    assert score(directed, "B A") == 0


def test_map_response_keeps_its_bounds_and_counts_a_value_once():
    mapping = {"A": 1.0, "B": 1.5, "C": -3.0}
    declared = declaration(
        ["A"], cardinality="multiple", mapping=mapping, lowerBound=0, upperBound=2, defaultValue=-1
    )
    document = item("", declared, processing=MAP_RESPONSE)
    assert score(document, "A", "A") == 1
    assert score(document, "A", "B") == 2
    assert score(document, "C") == 0
    assert score(document, "B", "Z") == 0.5
    assert score(document) == 0


def test_capitals_count_in_a_mapping_unless_it_says_otherwise():
    declared = declaration(["York"], type="string", mapping={"York": 1})
    assert score(item("", declared, processing=MAP_RESPONSE), "york") == 0
    lax = declared.replace("mappedValue", 'caseSensitive="false" mappedValue')
    assert score(item("", lax, processing=MAP_RESPONSE), "york") == 1


def test_the_first_branch_that_holds_is_taken():
    def branch(tag: str, value: str, points: float) -> str:
        test = f"<match>{VARIABLE}<baseValue baseType='identifier'>{value}</baseValue></match>"
        return f"<{tag}>{test}{set_score(number(points))}</{tag}>"

    last = f"<responseElse>{set_score(number(0.25))}</responseElse>"
    condition = branch("responseIf", "A", 1) + branch("responseElseIf", "B", 0.5) + last
    document = item("", declaration(["A"]), processing=rules(
        f"<responseCondition>{condition}</responseCondition>"
    ))  # fmt: skip
    assert [score(document, "A"), score(document, "B"), score(document, "C")] == [1, 0.5, 0.25]


def test_exit_stops_and_fragments_are_followed():
    document = item(
        "",
        declaration(["A"]),
        processing=rules(
            f"<responseProcessingFragment>{set_score(number(3))}</responseProcessingFragment>",
            "<exitResponse/>",
            set_score(number(9)),
        ),
    )
    assert score(document, "A") == 3


@pytest.mark.parametrize(
    ("kind", "given", "expected"),
    [("matchTable", 2, 5.0), ("matchTable", 3, 0.5), ("interpolationTable", 7, 5.0)],
)
def test_tables_are_looked_up(kind, given, expected):
    entry = "matchTableEntry" if kind == "matchTable" else "interpolationTableEntry"
    table = f'<{kind} defaultValue="0.5"><{entry} sourceValue="2" targetValue="5"/></{kind}>'
    outcome = SCORE.replace("SCORE", "GRADE").replace("/>", f">{table}</outcomeDeclaration>")
    look_up = f'<lookupOutcomeValue identifier="GRADE">{number(given)}</lookupOutcomeValue>'
    document = item("", declaration(["A"]), outcome, processing=rules(look_up))
    assert processing_of(document).run({})["GRADE"] == (f"{expected:g}",)


def test_outcomes_begin_with_their_defaults_and_know_their_maximum():
    outcome = SCORE.replace("/>", ' normalMaximum="4"><defaultValue><value>2</value>'
                            "</defaultValue></outcomeDeclaration>")  # fmt: skip
    document = item("", declaration(["A"]), processing="<responseProcessing/>").replace(
        SCORE, outcome
    )
    processing = processing_of(document)
    assert not processing.exists
    assert processing.outcomes["SCORE"].maximum == 4


@pytest.mark.parametrize(
    "rule",
    [
        "<customRule/>",
        set_score("<customOperator/>"),
        set_score(f"<match>{VARIABLE}</match>"),
        '<lookupOutcomeValue identifier="SCORE"><null/></lookupOutcomeValue>',
        set_score('<mapResponse identifier="OTHER"/>'),
    ],
)
def test_what_is_not_run_is_named(rule):
    with pytest.raises(UnsupportedProcessing):
        score(item("", declaration(["A"]), processing=rules(rule)), "A")


def test_a_template_that_is_not_known_is_named():
    document = item("", declaration(["A"])).replace("match_correct", "CC2_map_response")
    with pytest.raises(UnsupportedProcessing, match="CC2_map_response"):
        score(document, "A")


def test_a_run_has_a_limited_number_of_steps():
    many = set_score(number(1)) * (MAX_STEPS // 2 + 1)
    with pytest.raises(UnsupportedProcessing, match="steps"):
        score(item("", declaration(["A"]), processing=rules(many)), "A")
