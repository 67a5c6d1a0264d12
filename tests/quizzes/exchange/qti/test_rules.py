"""What is written is run again: the rules must award what they were asked to."""

from __future__ import annotations

from xml.etree.ElementTree import Element, tostring

import pytest

from quizzes.contract.neutral import NumberKey
from quizzes.exchange.qti.processing import Processing, read_processing
from quizzes.exchange.qti.rules import Rules
from quizzes.exchange.qti.tree import parse
from quizzes.exchange.qti.written_items import markup


def run_again(rules: Rules) -> tuple[Processing, Element]:
    """The rules as another system reads them, and the item around them."""
    item = Element("assessmentItem")
    item.extend(rules.declarations())
    processing = rules.processing()
    assert processing is not None
    item.append(processing)
    item.extend(rules.feedback)
    root = parse(tostring(item))
    return read_processing(root), root


def test_a_mapping_awards_shares_of_the_points():
    rules = Rules(4)
    rules.declare("R", "multiple", "identifier", ["a", "b"])
    rules.award_mapping("R", {"a": 0.5, "b": 0.5, "c": -1.0})
    processing, _ = run_again(rules)
    scores = [processing.score({"R": answer}) for answer in (("a",), ("a", "b"), ("a", "c"), None)]
    assert scores == [2, 4, 0, 0]
    assert processing.outcomes["SCORE"].maximum == 4


def test_several_mappings_are_added_up():
    rules = Rules(1)
    for name in ("R", "S"):
        rules.declare(name, "single", "string", ["x"])
        rules.award_mapping(name, {"x": 1.0}, share=0.5, case=False)
    processing, _ = run_again(rules)
    assert processing.score({"R": ("X",)}) == 0.5
    assert processing.score({"R": ("x",), "S": ("x",)}) == 1


def test_exactly_the_correct_response():
    rules = Rules(2)
    rules.declare("R", "multiple", "identifier", ["a", "b"])
    rules.award_match("R")
    processing, _ = run_again(rules)
    assert [processing.score({"R": each}) for each in (("b", "a"), ("a",))] == [2, 0]


def test_the_first_number_whose_tolerance_is_met_decides_and_tells():
    rules = Rules(1)
    rules.declare("R", "single", "float", ["3.0"])
    keys = [NumberKey(3.0, 0.5, 1.0), NumberKey(4.0, 1.0, 0.25, "Too much.")]
    rules.award_numbers("R", keys, markup)
    processing, root = run_again(rules)
    assert [processing.score({"R": (each,)}) for each in ("3.4", "3.6", "9")] == [1, 0.25, 0]
    assert processing.run({"R": ("4",)})["FEEDBACK"] == ("answer-2",)
    assert "".join(root.find("modalFeedback").itertext()).strip() == "Too much."


@pytest.mark.parametrize(("case", "shown"), [(True, None), (False, ("answer-1",))])
def test_feedback_for_texts(case, shown):
    rules = Rules(1)
    rules.declare("R", "single", "string", ["x"])
    rules.award_mapping("R", {"x": 1.0})
    rules.tell_texts("R", {"Y": markup("No.")}, case)
    processing, _ = run_again(rules)
    assert processing.run({"R": ("y",)})["FEEDBACK"] == shown


def test_feedback_for_options_and_the_explanation():
    rules = Rules(1)
    rules.declare("R", "single", "identifier", ["a"])
    rules.award_match("R")
    rules.tell_chosen("R", "single", {"b": markup("No.")})
    rules.explain(markup("So."))
    processing, root = run_again(rules)
    outcomes = processing.run({"R": ("b",)})
    assert (outcomes["FEEDBACK"], outcomes["EXPLANATION"]) == (("b",), ("explanation",))
    assert len(root.findall("modalFeedback")) == 2


def test_nothing_to_score_needs_no_processing():
    rules = Rules(1)
    rules.declare("R", "single", "string", [])
    rules.tell_chosen("R", "single", {})
    rules.tell_texts("R", {}, True)
    assert rules.processing() is None
