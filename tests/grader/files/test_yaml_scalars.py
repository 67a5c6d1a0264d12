"""What YAML would make of an author's text without a word."""

import pytest

from grader.files import yaml_scalars
from grader.files.faults import Faults
from grader.files.yaml_nodes import parse_yaml


def faults_of(text: str) -> list[str]:
    faults = Faults()
    parse_yaml(text, "a.yaml", faults)
    return [str(fault) for fault in faults]


@pytest.mark.parametrize(
    ("command", "made"),
    [
        (r"\theta", "a tab and “heta”"),
        (r"\times", "a tab"),
        (r"\beta", "a backspace"),
        (r"\alpha", "a bell"),
        (r"\frac{1}{2}", "a form feed"),
        (r"\rho", "a carriage return"),
        (r"\vec{v}", "a vertical tab"),
        (r"\eta", "an escape character"),
        (r"\Lambda", "a line separator"),
        (r"\Phi", "a paragraph separator"),
        (r"\Nabla", "a next-line character"),
        (r"x\_i", "a no-break space"),
        (r"\nabla", "a new line and “abla”"),
        (r"\nu", "a new line and “u”"),
        (r"\neq", "a new line"),
        (r"\x07", "a control character"),
        (r"\u0000", "a control character"),
    ],
)
def test_a_swallowed_command_is_a_fault_with_line_and_remedy(command, made):
    (fault,) = faults_of(f'a: 1\nb: "word\n  ${command}$"\n')
    assert fault.startswith("a.yaml:3: “\\")
    assert f"is read as {made}" in fault
    assert "Write two backslashes, or use single quotes" in fault


@pytest.mark.parametrize(
    "text",
    [
        r'"$\\theta$"', r"'$\theta$'", r"$\theta$", "|\n  $\\theta$", r'"first\nnu"',
        r'"one\nnu and $x$"', r'"\u03b8 \"quoted\" \/ \\n"', "|\n  if x:\n  \tpass",
    ],
)  # fmt: skip
def test_what_is_meant_is_no_fault(text):
    assert faults_of(f"a: {text}\n") == []


@pytest.mark.parametrize("command", [r"\lambda", r"\sigma", r"\xi", r"\underline{x}"])
def test_an_escape_that_yaml_does_not_know_has_the_remedy(command):
    (fault,) = faults_of(f'a: "{command}"\n')
    assert "a.yaml:1: is not valid YAML" in fault
    assert "Write two backslashes" in fault


def test_a_raw_control_character_is_named_with_its_line():
    assert faults_of("a: 1\nb: x\x07y\n") == [
        "a.yaml:2: holds the control character U+0007; delete it"
    ]


def test_keys_are_read_with_the_same_care():
    assert "a tab" in faults_of('"\\theta": 1\n')[0]


@pytest.mark.parametrize("spelling", ["007", "1.50", "0x1F", "1e3", "1_000", "-0.0", "12:30", "+1"])
def test_text_that_looks_like_a_number_stays_as_it_is_written(spelling):
    root = parse_yaml(f"a: [{spelling}]\n", "a.yaml", Faults())
    assert root is not None
    assert [node.as_text() for node in root.entries("a")] == [spelling]


@pytest.mark.parametrize(
    ("spelling", "sentence"),
    [
        ("010", "010 is read as 8, in eights; leave out the leading 0"),
        ("1:30", "1:30 is read as 90, in sixties; write the number out"),
        ("0x1F", "0x1F is read as 31; write it in decimal digits"),
    ],
)
def test_a_number_that_yaml_reads_as_another_is_a_fault(spelling, sentence):
    faults = Faults()
    root = parse_yaml(f"a: {spelling}\n", "a.yaml", faults)
    assert root is not None
    root.number("a")
    assert [str(fault) for fault in faults] == [f"a.yaml:1: {sentence}"]


@pytest.mark.parametrize(
    ("spelling", "value"), [("0", 0), ("00", 0), ("0.5", 0.5), ("1_000", 1000)]
)
def test_other_numbers_are_what_they_say(spelling, value):
    assert yaml_scalars.misread_number(spelling, value) == ""
