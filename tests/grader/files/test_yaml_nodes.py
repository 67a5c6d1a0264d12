"""YAML of authors: lines, kinds, and what is refused."""

import pytest

from grader.files.faults import Faults
from grader.files.yaml_nodes import parse_yaml, read_yaml


def parsed(text: str):
    faults = Faults()
    return parse_yaml(text, "a.yaml", faults), faults


def messages(faults: Faults) -> list[str]:
    return [str(fault) for fault in faults]


def test_values_know_their_lines():
    root, _ = parsed("a: 1\nb:\n  - x\n  - y\n")
    assert [node.line for node in root.entries("b")] == [3, 4]
    assert root.plain() == {"a": 1, "b": ["x", "y"]}


def test_numbers_written_without_a_dot_are_numbers():
    root, faults = parsed("rtol: 1e-6\n")
    assert root.number("rtol") == 1e-6
    assert not faults


@pytest.mark.parametrize("value", ["1e-6 relative", ".nan", ".inf", "true", "[1]"])
def test_what_is_no_finite_number_is_a_fault(value):
    root, faults = parsed(f"x: {value}\n")
    root.number("x")
    assert len(faults) == 1


def test_missing_and_unknown_keys_are_faults_with_near_matches():
    root, faults = parsed("titel: a\n")
    root.text("title")
    root.only(["title"])
    assert messages(faults) == [
        'a.yaml:1: "title" is missing',
        'a.yaml:1: unknown key "titel". Did you mean "title"?',
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a: &x [1]\nb: *x\n", "a.yaml:2: is not valid YAML: aliases (*name) are not allowed"),
        ("a: !!python/object/apply:os.system ['id']\n", "is not allowed; write plain YAML"),
        ("a: 1\na: 2\n", 'a.yaml:2: the key "a" is used twice'),
        ("a: [1\n", "is not valid YAML"),
        ("", "a.yaml:1: is empty"),
        ("[" * 5000, "is not valid YAML"),
    ],
)
def test_hostile_and_broken_yaml_is_refused_with_a_reason(text, said):
    _, faults = parsed(text)
    assert any(said in message for message in messages(faults))


def test_a_missing_file_a_link_and_a_wrong_encoding_are_faults(tmp_path):
    faults = Faults()
    read_yaml(tmp_path / "no.yaml", faults, "no.yaml")
    (tmp_path / "real.yaml").write_bytes(b"a: 1\nb: \xff\n")
    (tmp_path / "link.yaml").symlink_to(tmp_path / "real.yaml")
    read_yaml(tmp_path / "link.yaml", faults, "link.yaml")
    read_yaml(tmp_path / "real.yaml", faults, "real.yaml")
    assert messages(faults) == [
        "link.yaml:1: is a symbolic link; put the file itself here",
        "no.yaml:1: the file is missing",
        "real.yaml:2: is not UTF-8 text; save the file as UTF-8",
    ]
