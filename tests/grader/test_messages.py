"""Messages: English at once, another language at display, and JSON in between."""

from __future__ import annotations

import ast
import copy
import json
import pickle
from dataclasses import asdict, dataclass

import pytest

from grader.messages import (
    Message,
    changed_params,
    decode,
    encode,
    entries,
    joined,
    localized,
    message,
    text_in,
)
from tests.house.tree import python_files, tree

DOUBLED = message("Every value is {factor} times ours.", factor=2)
NESTED = message("In the term with {rate} alone: {cause}", rate="l1", cause=DOUBLED)
GERMAN = {
    "Every value is {factor} times ours.": "Jeder Wert ist das {factor}-Fache von unserem.",
    "In the term with {rate} alone: {cause}": "Nur im Glied mit {rate}: {cause}",
    "{first} {second}": "{first} {second}",
}


def german(template: str) -> str:
    return GERMAN[template]


def test_a_message_is_its_english_text() -> None:
    assert DOUBLED == "Every value is 2 times ours."
    assert f"{NESTED}!" == "In the term with l1 alone: Every value is 2 times ours.!"
    assert json.dumps(DOUBLED) == '"Every value is 2 times ours."'


def test_braces_are_literal_without_parameters() -> None:
    assert message("The file holds {braces}.") == "The file holds {braces}."


def test_a_parameter_that_is_missing_is_an_error_at_once() -> None:
    with pytest.raises(KeyError):
        message("Every value is {factor} times ours.", factors=2)


@pytest.mark.parametrize(
    "copied", [copy.copy, copy.deepcopy, lambda m: pickle.loads(pickle.dumps(m))]
)
def test_a_copy_is_still_a_message(copied) -> None:
    twin = copied(NESTED)
    assert (twin, twin.template, twin.params) == (NESTED, NESTED.template, NESTED.params)
    assert isinstance(twin.params["cause"], Message)


def test_a_message_survives_asdict() -> None:
    @dataclass
    class Holder:
        hint: str

    assert asdict(Holder(DOUBLED))["hint"].template == DOUBLED.template


def test_every_template_is_translated_the_inner_ones_too() -> None:
    expected = "Nur im Glied mit l1: Jeder Wert ist das 2-Fache von unserem."
    assert localized(NESTED, german) == expected
    assert localized(joined(DOUBLED, "Author's words."), german) == (
        "Jeder Wert ist das 2-Fache von unserem. Author's words."
    )


@pytest.mark.parametrize("broken", ["{faktor} mal", "{", "{0} mal"])
def test_a_translation_that_does_not_fit_gives_english(broken: str) -> None:
    assert localized(DOUBLED, lambda _: broken) == DOUBLED


def test_plain_text_and_the_empty_message_are_never_looked_up() -> None:
    def refuse(template: str) -> str:
        raise AssertionError(template)

    assert localized("An author's hint.", refuse) == "An author's hint."
    assert localized(message(""), refuse) == ""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("plain", "plain"),
        (message("Right."), ["Right."]),
        (DOUBLED, ["Every value is {factor} times ours.", {"factor": "2"}]),
        (
            NESTED,
            ["In the term with {rate} alone: {cause}", {"rate": "l1", "cause": encode(DOUBLED)}],
        ),
    ],
)
def test_what_is_encoded_is_decoded(text: str, expected: object) -> None:
    assert encode(text) == expected
    again = decode(json.loads(json.dumps(encode(text))))
    assert again == text
    assert encode(again) == expected


@pytest.mark.parametrize(
    "value",
    [None, 3, [], [1], ["a", {}, 2], ["a", "b"], ["{x}", {"y": "z"}], ["{x}", {"x": 3}], {"a": 1}],
)
def test_what_is_no_message_is_refused(value: object) -> None:
    with pytest.raises(ValueError):
        decode(value)


def test_a_report_has_a_twin_for_a_message_alone() -> None:
    assert entries("hint", "An author's.") == {"hint": "An author's."}
    assert entries("hint", DOUBLED) == {
        "hint": "Every value is 2 times ours.",
        "hint_message": ["Every value is {factor} times ours.", {"factor": "2"}],
    }
    assert type(entries("hint", DOUBLED)["hint"]) is str


@pytest.mark.parametrize(
    ("report", "expected"),
    [
        (entries("hint", DOUBLED), DOUBLED),
        ({"hint": "From before."}, "From before."),
        ({"hint": "Kept.", "hint_message": ["{gone}", {"x": "1"}]}, "Kept."),
        ({"hint": None}, ""),
        ({}, ""),
    ],
)
def test_a_text_is_read_from_reports_of_any_age(report: dict, expected: str) -> None:
    assert text_in(report, "hint") == expected


def test_joining_leaves_out_what_is_empty() -> None:
    assert joined() == "" == joined("", "")
    assert joined("", DOUBLED) is DOUBLED
    assert joined("a", "", "b", "c") == "a b c"


def test_parameters_are_escaped_and_templates_kept() -> None:
    text = message(
        "{name} is no function; {cause}", name="a\x1bb", cause=message("it is {k}", k="\x1b")
    )
    escaped = changed_params(text, lambda part: part.replace("\x1b", "?"))
    assert escaped == "a?b is no function; it is ?"
    assert isinstance(escaped, Message) and escaped.template == text.template
    assert changed_params("plain\x1b", lambda part: part[:5]) == "plain"


def test_every_template_in_the_source_is_a_literal() -> None:
    """Translators get the templates from the source, where xgettext reads literals only."""
    wrong = [
        f"{path}:{node.lineno}"
        for path in python_files("grader")
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "message"
        and not (node.args and isinstance(node.args[0], ast.Constant))
    ]
    assert wrong == []
