"""The examples in docs/authoring/ are complete: cut out as files, they load without a fault."""

from __future__ import annotations

import re
from pathlib import Path
from types import ModuleType

import pytest

import grader.reference
from courseware.chapters.markdown import read
from courseware.figures.checking import check_figure
from grader.files.faults import Faults
from grader.lab import Function, load_lab
from grader.lab.case_checks import Checker
from grader.lab.programs import execute
from grader.verification import Effort, Work, all_checks, run_check
from quizzes.authoring.loading import read_quiz
from tests.grader.result_lab import write_result_lab

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
        ("figure", "roc-curve"),
        ("quiz", "dropout"),
        ("lab", "softplus"),
    ]


def test_the_example_figure_keeps_to_what_is_asked(cut_out):
    path = cut_out("figures.md") / "figures" / "sigmoid_slope.py"
    module = ModuleType("sigmoid_slope")
    exec(compile(path.read_text("utf-8"), path, "exec"), vars(module))
    figure = module.figure()

    check_figure("sigmoid-slope", figure, module, {})

    assert module.read({}, {"logit": 0.0}) == {"p": 0.5, "slope": 0.25}


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


@pytest.fixture
def lab(cut_out) -> Path:
    return cut_out("labs.md") / "softplus"


@pytest.mark.parametrize(
    "name",
    [
        pytest.param(name, marks=[pytest.mark.alone, pytest.mark.slow] if check.timed else [])
        for name, check in all_checks().items()
    ],
)
def test_the_example_lab_keeps_its_promises(lab: Path, name: str):
    assert list(map(str, run_check(lab, name, Work(Effort())).faults)) == []


def test_the_example_task_is_one(cut_out, tmp_path):
    text = (cut_out("labs.md") / "clouds" / "task.py").read_text("utf-8")

    lab = load_lab(write_result_lab(tmp_path / "labs", task_py=text))

    assert [measure.name for measure in lab.content.measures] == ["Held-out accuracy"]


@pytest.mark.parametrize(
    ("folder", "names"),
    [
        ("scenario", ("mlp_forward", "mlp_backward", "optimizer_step")),
        ("property", ("project_simplex",)),
    ],
)
def test_the_examples_of_scenarios_and_properties_are_answered(
    cut_out, folder: str, names: tuple[str, ...]
):
    path = cut_out("labs.md") / folder / "cases.py"
    faults = Faults()
    functions = [Function(name, name, "", ()) for name in names]
    defined = execute(path, path.read_text("utf-8"), faults)
    assert defined is not None

    answered = {name: getattr(grader.reference, name) for name in names}
    Checker(functions, answered, faults).cases(path, defined["visible"])

    assert list(map(str, faults)) == []
