"""How hard a lab is and its tags, as ``lab.yaml`` says them."""

from __future__ import annotations

import pytest

from grader.files.faults import Faults
from grader.files.yaml_nodes import parse_yaml
from grader.lab.listing import read_difficulty, read_solutions, read_tags


def read(text: str) -> tuple[str, tuple[str, ...], list[str]]:
    faults = Faults()
    root = parse_yaml(text, "lab.yaml", faults)
    assert root is not None
    return read_difficulty(root), read_tags(root), [str(fault) for fault in faults]


def test_what_is_said_is_read_in_the_authors_order() -> None:
    text = "difficulty: hard\ntags: [softmax, cross-entropy, l1]\n"
    assert read(text) == ("hard", ("softmax", "cross-entropy", "l1"), [])


def test_nothing_need_be_said() -> None:
    assert read("number: L1.1\n") == ("", (), [])


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("difficulty: 3", 'lab.yaml:1: difficulty is "3"; expected easy, medium or hard'),
        ("difficulty: Easy", 'lab.yaml:1: difficulty is "Easy"; expected easy'),
        ("tags: [Cross Entropy]", 'lab.yaml:1: "Cross Entropy" is no tag; expected lower-case'),
        (f"tags: [{'a' * 31}]", "is no tag"),
        ("tags: [a, b,\n  a]", 'lab.yaml:2: the tag "a" is given twice'),
        ("tags: [a, b, c, d, e, f, g]", "lab.yaml:1: there are 7 tags; expected 6 at most"),
    ],
)
def test_other_words_are_faults_with_their_line(text: str, fault: str) -> None:
    difficulty, _, faults = read(text)
    assert len(faults) == 1
    assert fault in faults[0] or ("expected" in faults[0] and fault.split(";")[0] in faults[0])
    assert difficulty == ""


@pytest.mark.parametrize(
    ("text", "early", "faults"),
    [
        ("title: A\n", False, 0),
        ("solutions: after-full-marks\n", True, 0),
        ("solutions: always\n", False, 1),
        ("solutions: [a]\n", False, 1),
    ],
)
def test_solutions_are_shown_early_only_where_the_lab_says_so(
    text: str, early: bool, faults: int
) -> None:
    found = Faults()
    root = parse_yaml(text, "lab.yaml", found)
    assert root is not None

    assert (read_solutions(root), len(found)) == (early, faults)
