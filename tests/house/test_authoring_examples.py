"""The examples in docs/authoring/ are complete: cut out as files, they load without a fault."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from courseware.chapters.markdown import read
from grader.files.faults import Faults
from grader.lab import load_lab
from quizzes.authoring.loading import read_quiz

AUTHORING = Path(__file__).parents[2] / "docs" / "authoring"
_EXAMPLE = re.compile(r"^```\w+ file=(?P<name>\S+)\n(?P<text>.*?)^```$", re.DOTALL | re.MULTILINE)


@pytest.fixture
def cut_out(tmp_path):
    def cut(page: str) -> Path:
        for example in _EXAMPLE.finditer((AUTHORING / page).read_text("utf-8")):
            path = tmp_path / example["name"]
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(example["text"], "utf-8")
        return tmp_path

    return cut


def test_the_example_chapter_has_no_fault_and_holds_what_it_explains(cut_out):
    text = (cut_out("chapters.md") / "chapters" / "training-neural-networks.md").read_text("utf-8")
    faults = Faults()

    document = read(text.split("---\n", 2)[2], faults)

    assert list(faults) == []
    assert [(place.kind, place.slug) for place in document.places] == [
        ("figure", "dropout"),
        ("quiz", "dropout"),
        ("lab", "softplus"),
    ]


def test_the_example_quiz_shows_four_types(cut_out):
    faults = Faults()

    quiz = read_quiz(cut_out("quizzes.md") / "quizzes" / "bank" / "training.yaml", faults)

    assert list(faults) == []
    assert [slot.type for slot in quiz.slots] == ["single", "multiple", "blanks", "matching"]


def test_the_example_of_drawn_numbers_is_certified_for_its_seeds(cut_out):
    faults = Faults()

    quiz = read_quiz(cut_out("quizzes.md") / "quizzes" / "bank" / "shrinking.yaml", faults)

    assert list(faults) == []
    assert [len(slot.variants) for slot in quiz.slots] == [120]


def test_the_example_lab_loads(cut_out):
    lab = load_lab(cut_out("labs.md") / "softplus")

    assert (len(lab.solutions), len(lab.mistakes), len(lab.hints)) == (2, 3, 3)
