from pathlib import Path

import pytest

from grader.files.faults import Faults
from grader.lab import read_lab
from tests.grader.playground_lab import FILES, write_playground_lab

YAML = FILES["lab.yaml"]


def faults_of(home: Path, old: str, new: str) -> str:
    assert old in YAML
    faults = Faults()
    read_lab(write_playground_lab(home, lab_yaml=YAML.replace(old, new)), faults)
    return "\n".join(fault.message for fault in faults)


def test_a_lab_is_read_with_its_states_and_hints(lab):
    exercise = lab.content
    assert exercise.names == ("state", "side", "why")
    assert exercise.states[0].fixed == {"dataset": "gauss", "points": "100"}
    assert [goal.name for goal in exercise.goals][1] == "Few units"
    assert lab.mistakes[0].hint == "The steps are too short."
    assert lab.solutions["usual"].startswith("state: dataset=gauss")
    assert lab.weights == {"correctness": 100.0, "performance": 0.0} and lab.functions == ()


def test_the_starter_is_the_empty_form(lab):
    assert lab.starter == "state: dataset=gauss&points=100&networkShape=2\nside:\nwhy:\n"


@pytest.mark.parametrize(
    ("old", "new", "part"),
    [
        ("epochs: 20", "epochs: 0", "from 1 to 2000"),
        ("dataset=gauss&points=100&networkShape=2", "dataset=moons", "start: dataset is"),
        ("fixed: [dataset, points]", "fixed: [data]", "which is no key of a state"),
        ("rules: [layers <= 2]", "rules: [test_loss <= 2]", "make it a goal"),
        ("goal: units <= 6", "goal: unit <= 6", "nothing that can be compared"),
        ("beside: [test_loss", "beside: [units", "only measures differ by seed"),
        ('answer: ["yes"]', 'answer: ["maybe"]', 'answer names "maybe"'),
        ('answer: ["yes"]', 'answer: ["yes", "no"]', "write several: true"),
        ('    answer: ["yes"]\n', "", "needs an answer"),
        ("  - name: why", "  - name: state", 'two answers are called "state"'),
        ("    ask: Why?", "    ask: Why?\n    points: 3", "earns no points"),
        ("  - name: too_slow", "  - name: too_fast", "is in one of them alone"),
        ("measure: nonzero", "measure: size", 'measure is "size"'),
        ("of: state,", "of: net,", 'of is "net"'),
        ("    points: 60", "    point: 60", "unknown key"),
        ("title: Clouds", "title: Clouds\nfunctions: 3", "expected a list"),
    ],
)
def test_what_is_wrong_is_said_with_its_place(tmp_path: Path, old: str, new: str, part: str):
    assert part in faults_of(tmp_path, old, new)


def test_files_of_programs_do_not_belong_there(tmp_path: Path):
    folder = write_playground_lab(tmp_path)
    (folder / "solutions" / "usual.py").write_text("pass\n")
    (folder / "cases.py").write_text("pass\n")
    faults = Faults()
    read_lab(folder, faults)
    assert [Path(fault.file).name for fault in faults] == ["cases.py", "usual.py"]
