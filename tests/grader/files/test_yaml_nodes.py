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
    ("text", "reason"),
    [
        ("a: &x [1]\nb: *x\n", "a.yaml:2: is not valid YAML: aliases (*name) are not allowed"),
        ("a: !!python/object/apply:os.system ['id']\n", "is not allowed; write plain YAML"),
        ("a: 1\na: 2\n", 'a.yaml:2: the key "a" is used twice'),
        ("a: [1\n", "is not valid YAML"),
        ("", "a.yaml:1: is empty"),
        ("[" * 5000, "is not valid YAML"),
    ],
)
def test_hostile_and_broken_yaml_is_refused_with_a_reason(text, reason):
    _, faults = parsed(text)
    assert any(reason in message for message in messages(faults))


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


def test_text_is_text_or_a_number_as_it_is_typed():
    root, faults = parsed("a: word\nb: 1.5\nc: [1]\nd: true\n")
    assert [root.text(key) for key in "ab"] == ["word", "1.5"]
    assert [root.text(key) for key in "cd"] == ["", ""]
    assert messages(faults) == [
        'a.yaml:3: expected text for "c", found a list',
        'a.yaml:4: expected text for "d", found true or false',
    ]


def test_defaults_stand_for_what_is_missing_alone():
    root, faults = parsed("a: word\n")
    assert (root.text("a", "x"), root.text("b", "x"), root.text("b", "")) == ("word", "x", "")
    assert (root.number("b", 2.5), root.number("b", 0.0)) == (2.5, 0.0)
    assert (root.flag("b"), root.flag("b", True)) == (False, True)
    assert not faults


def test_flag_is_true_or_false():
    root, faults = parsed("a: true\nb: no\nc: 1\n")
    assert [root.flag(key) for key in "abc"] == [True, False, False]
    assert messages(faults) == ["a.yaml:3: expected true or false, found a number"]


def test_entries_of_what_is_no_list_are_a_fault():
    root, faults = parsed("a: {b: 1}\n")
    assert root.entries("a") == root.entries("missing") == []
    assert root.entries("needed", required=True) == []
    assert messages(faults) == [
        'a.yaml:1: "needed" is missing',
        "a.yaml:1: expected a list, found a mapping",
    ]


def test_pairs_of_what_is_no_mapping_are_a_fault():
    root, faults = parsed("a: {b: 1, c: 2}\nd: 3\n")
    assert [(key, node.value) for key, node in root.get("a").pairs()] == [("b", 1), ("c", 2)]
    assert list(root.get("d").pairs()) == []
    assert root.get("d").get("x") is None
    root.get("d").only(["x", "y"])
    assert messages(faults) == [
        "a.yaml:2: expected a mapping with x, y; found a number",
        "a.yaml:2: expected a mapping, found a number",
    ]


def test_null_counts_as_missing_where_something_is_needed():
    root, faults = parsed("a:\nb: [1]\n")
    assert root.need("a") is None
    assert root.get("b").need("x") is None
    assert messages(faults) == [
        'a.yaml:1: "a" is missing',
        'a.yaml:2: expected a mapping with "x", found a list',
    ]


def test_dates_stay_text_until_a_date_is_expected():
    root, faults = parsed("due: 2024-05-17\nat: 2024-05-17 18:00\n")
    assert root.plain() == {"due": "2024-05-17", "at": "2024-05-17 18:00"}
    assert not faults


def test_lines_count_from_where_the_text_begins():
    faults = Faults()
    root = parse_yaml("a: [1]\n", "page.md", faults, first_line=7)
    root.get("a").as_text()
    assert messages(faults) == ["page.md:7: expected text, found a list"]


@pytest.mark.parametrize(("text", "known"), [("? [1]\n: 2\n", "a key must be a plain word")])
def test_keys_are_plain_words(text, known):
    _, faults = parsed(text)
    assert any(known in message for message in messages(faults))


def test_file_is_read_or_the_reason_is_reported(tmp_path):
    (tmp_path / "a.yaml").write_bytes(b"\xef\xbb\xbfa: 1\n")
    (tmp_path / "latin.yaml").write_bytes(b"a: 1\nb: \xe4\n")
    (tmp_path / "link.yaml").symlink_to(tmp_path / "a.yaml")
    faults = Faults()
    assert read_yaml(tmp_path / "a.yaml", faults).plain() == {"a": 1}
    for name in ("latin", "link", "none"):
        assert read_yaml(tmp_path / f"{name}.yaml", faults, f"{name}.yaml") is None
    assert messages(faults) == [
        "latin.yaml:2: is not UTF-8 text; save the file as UTF-8",
        "link.yaml:1: is a symbolic link; put the file itself here",
        "none.yaml:1: the file is missing",
    ]
