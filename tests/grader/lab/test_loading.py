"""A lab's folder: what is read from it, and every mistake an author can make in it."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from grader.files.faults import Faults, FaultyFiles
from grader.lab import Lab, call, load_lab, read_lab
from tests.grader.small_lab import FILES, write_lab

YAML, CASES = FILES["lab.yaml"], FILES["cases.py"]


def faults_of(folder: Path) -> list[str]:
    """The faults of a folder, as `file:line: message` with the folder left out."""
    faults = Faults()
    assert read_lab(folder, faults) is None
    return [str(fault).removeprefix(f"{folder}/") for fault in faults]


def test_lab_is_read_from_its_folder(doubling: Lab) -> None:
    assert (doubling.slug, doubling.number, doubling.title) == ("doubling", "L9.1", "Doubling")
    assert [f.signature for f in doubling.functions] == ["double(x)", "root(x)"]
    assert doubling.weights == {"correctness": 80.0, "performance": 20.0}
    assert doubling.hints == ("One.", "Two.", "Three.")
    assert sorted(doubling.solutions) == ["adding", "multiplying"]
    assert [(m.name, m.hint) for m in doubling.mistakes][2] == (
        "squares",
        "This is the square, not the double.",
    )
    assert doubling.limits.call_seconds == 1.0
    assert [case.name for case in doubling.visible] == ["small", "root of four"]


def test_inputs_have_the_names_of_the_signature(doubling: Lab) -> None:
    assert doubling.inputs(call("root", 4.0)) == [("x", 4.0)]
    assert doubling.inputs(call("root", x=4.0)) == [("x", 4.0)]


def test_hidden_cases_come_from_the_generator_alone(doubling: Lab) -> None:
    first, again, other = (doubling.hidden(np.random.default_rng(seed)) for seed in (1, 1, 2))
    assert (first[0].inputs.args[0] == again[0].inputs.args[0]).all()
    assert (first[0].inputs.args[0] != other[0].inputs.args[0]).all()


def test_revision_changes_with_any_file_and_with_nothing_else(tmp_path: Path) -> None:
    lab = load_lab(write_lab(tmp_path / "a"))
    same = load_lab(write_lab(tmp_path / "b"))
    (tmp_path / "b" / "doubling" / "__pycache__").mkdir()
    (tmp_path / "b" / "doubling" / ".hidden").write_text("of an editor")
    assert load_lab(tmp_path / "b" / "doubling").revision == same.revision == lab.revision
    other = load_lab(write_lab(tmp_path / "c", statement_md="Another text.\n"))
    assert other.revision != lab.revision


def test_lab_is_read_once_for_each_revision(tmp_path: Path) -> None:
    folder = write_lab(tmp_path)
    lab = load_lab(folder)
    assert load_lab(folder) is lab
    (folder / "statement.md").write_text("Another text.\n")
    assert load_lab(folder).statement == "Another text.\n"


def test_files_hold_all_that_makes_the_revision(tmp_path: Path, doubling: Lab) -> None:
    for name, content in doubling.files.items():
        path = tmp_path / "doubling" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    assert load_lab(tmp_path / "doubling").revision == doubling.revision


def test_all_faults_of_all_files_come_at_once(tmp_path: Path) -> None:
    folder = write_lab(
        tmp_path,
        lab_yaml=YAML.replace("minutes: 5", "minuets: 5").replace("zero_at: 20", "zero_at: 1"),
        hints_md="## Hint 1\n\nOne.\n",
        reference_py="def double(x):\n    return 2 *\n",
        statement_md=None,
        mistakes__squares_py="def double(x):\n    return x * x\n",
    )
    with pytest.raises(FaultyFiles) as caught:
        load_lab(folder)
    assert [str(fault).removeprefix(f"{folder}/") for fault in caught.value.faults] == [
        "hints.md:1: has 1 headings (## Hint 1, ...); expected 3 with text below",
        'lab.yaml:1: "minutes" is missing',
        'lab.yaml:3: unknown key "minuets". Did you mean "minutes"?',
        "lab.yaml:10: full_at is 2, zero_at 1; expected 0 < full_at < zero_at, "
        "in times of the reference",
        "mistakes/squares.py:1: has no docstring; write the hint for students who make this "
        "mistake",
        "mistakes/squares.py:1: root is not defined.",
        "reference.py:2: is not Python: invalid syntax",
        "statement.md:1: the file is missing",
    ]
    assert str(caught.value).endswith("8 faults in 5 files; nothing was loaded.")


YAML_FAULTS = {
    "number": ("number: L9.1", "number: 9", 'lab.yaml:1: number is "9"; expected a chapter'),
    "minutes": ("minutes: 5", "minutes: 0", "lab.yaml:3: minutes is 0; expected a whole number"),
    "no functions": (
        YAML[YAML.index("functions:") : YAML.index("weights")],
        "functions: []\n",
        "lab.yaml:4: a lab asks for at least one function",
    ),
    "signature": ("double(x)", "double x", 'lab.yaml:5: signature is "double x"; expected one'),
    "twice": ("root(x)", "double(x)", "lab.yaml:7: double is listed twice"),
    "weights": (
        "correctness: 80",
        "correctness: 70",
        "lab.yaml:9: weights are 70 and 20; expected two that add up to 100",
    ),
    "limits": ("memory_mib: 256", "memory_mib: 1", "lab.yaml:11: expected call_seconds in"),
    "not YAML": ("title: Doubling", "title: [Doubling", "lab.yaml:3: is not valid YAML"),
}


@pytest.mark.parametrize(("old", "new", "fault"), YAML_FAULTS.values(), ids=list(YAML_FAULTS))
def test_fault_in_lab_yaml_is_reported_with_its_line(
    tmp_path: Path, old: str, new: str, fault: str
) -> None:
    assert old in YAML
    folder = write_lab(tmp_path, lab_yaml=YAML.replace(old, new))
    assert any(found.startswith(fault) for found in faults_of(folder)), faults_of(folder)


def test_tolerance_of_an_unknown_dtype_is_a_fault(tmp_path: Path) -> None:
    text = YAML + "tolerance:\n  float46: {rtol: 1e-6, atol: 0}\n  float32: {rtol: 2, atol: 0}\n"
    assert faults_of(write_lab(tmp_path, lab_yaml=text)) == [
        'lab.yaml:13: unknown key "float46". Did you mean "float64"?',
        "lab.yaml:14: expected rtol in [0, 1) and atol of at least 0",
    ]


CASE_FAULTS = {
    "raises": (
        "yield Case",
        "raise KeyError('w')\n    yield Case",
        7,
        "visible fails: KeyError: 'w'",
    ),
    "no case": ("yield Case", "yield 3\n    yield Case", 6, "visible: yields int; expected Case("),
    "twice": ('"root of four"', '"small"', 6, 'visible: case "small" is defined twice'),
    "no hint": ('"The root of 4 is 2."', '""', 6, 'visible: case "root of four" has no hint'),
    "weight": ("weight=2", "weight=0", 6, 'visible: case "root of four" has weight 0'),
    "no call": ('call("root", 4.0)', "4.0", 6, 'visible: case "root of four" has no call'),
    "unknown function": (
        'call("root", 4.0)',
        'call("square", 4.0)',
        6,
        'visible: case "root of four" calls square, which lab.yaml does not name',
    ),
    "arguments": (
        'call("root", 4.0)',
        'call("root", 4.0, n=3)',
        6,
        'visible: case "root of four" calls root with arguments that do not fit',
    ),
    "reference raises": (
        'call("root", 4.0)',
        'call("root", -4.0)',
        6,
        'visible: case "root of four" is answered by the reference with ValueError: negative',
    ),
    "reference does not raise": (
        'call("root", -1.0)',
        'call("root", 1.0)',
        11,
        'hidden: case "negative" expects ValueError; the reference answers with a value',
    ),
    "no visible": ("def visible", "def visibel", 1, "visible is not defined"),
    "without end": (
        "def visible():",
        "def visible():\n    n = 0\n    while (n := n + 1):\n"
        '        yield Case(f"{n}", call("root", 4.0), "2.")',
        6,
        "visible gives 101; expected 1 to 100",
    ),
    "import": ("import numpy", "import numpi", 1, "cannot be executed: ModuleNotFoundError"),
}


@pytest.mark.parametrize(
    ("old", "new", "line", "fault"), CASE_FAULTS.values(), ids=list(CASE_FAULTS)
)
def test_fault_in_the_cases_is_reported(
    tmp_path: Path, old: str, new: str, line: int, fault: str
) -> None:
    assert old in CASES
    folder = write_lab(tmp_path, cases_py=CASES.replace(old, new, 1))
    found = faults_of(folder)
    assert any(text.startswith(f"cases.py:{line}: {fault}") for text in found), found


WORKLOAD = FILES["workload.py"]
FILE_FAULTS = {
    "workload without sizes": (
        {"workload_py": WORKLOAD.replace("(1000,)", "1000")},
        "workload.py:1: SIZES is not a tuple of whole numbers, such as (100_000,)",
    ),
    "workload without calls": (
        {"workload_py": WORKLOAD.replace("[call", "sorted([call").replace("))]", ")).real])")},
        "workload.py:7: make fails: ",
    ),
    "workload without list": (
        {"workload_py": WORKLOAD.replace("[call", "(call").replace("))]", "))).args")},
        "workload.py:6: make must return a list of calls: [call(...), ...]",
    ),
    "starter with another signature": (
        {"starter_py": FILES["starter.py"].replace("double(x)", "double(x, n=1)")},
        "starter.py:1: double(x, n=1) is defined; lab.yaml says double(x)",
    ),
    "solution without a function": (
        {"solutions__adding_py": "def doubel(x):\n    return x + x\n"},
        'solutions/adding.py:1: double is not defined. Did you mean "doubel"?',
    ),
    "one solution": (
        {"solutions__adding_py": None},
        "solutions:1: holds 1 Python files; a lab has at least 2",
    ),
    "two mistakes": (
        {"mistakes__squares_py": None},
        "mistakes:1: holds 2 Python files; a lab has at least 3",
    ),
    "empty statement": ({"statement_md": " \n"}, "statement.md:1: is empty"),
    "unknown file": (
        {"case_py": "pass\n"},
        'case.py:1: is not a file that a lab has. Did you mean "cases.py"?',
    ),
    "no Python among mistakes": (
        {"mistakes__notes_txt": "Remember the sign.\n"},
        "mistakes/notes.txt:1: is not a Python file; this folder holds nothing else",
    ),
}


@pytest.mark.parametrize(("changes", "fault"), FILE_FAULTS.values(), ids=list(FILE_FAULTS))
def test_fault_in_a_file_is_reported(
    tmp_path: Path, changes: dict[str, str | None], fault: str
) -> None:
    found = faults_of(write_lab(tmp_path, **changes))
    assert any(text.startswith(fault) for text in found), found


def test_file_that_is_not_utf8_is_a_fault(tmp_path: Path) -> None:
    folder = write_lab(tmp_path)
    (folder / "statement.md").write_bytes(b"Twice.\n\xe9\n")
    assert faults_of(folder) == ["statement.md:2: is not UTF-8 text; save the file as UTF-8"]


def test_link_is_a_fault(tmp_path: Path) -> None:
    folder = write_lab(tmp_path, hints_md=None)
    (folder / "hints.md").symlink_to(folder / "statement.md")
    assert "hints.md:1: is a symbolic link; put the file itself here" in faults_of(folder)


@pytest.mark.parametrize("slug", ["Doubling", "dou-bling", "2x"])
def test_folder_with_another_kind_of_name_is_a_fault(tmp_path: Path, slug: str) -> None:
    folder = write_lab(tmp_path, slug)
    faults = Faults()
    assert read_lab(folder, faults) is None
    assert [str(fault) for fault in faults] == [
        f"{folder}:1: a lab's folder is named like_this: a-z, 0-9 and _"
    ]


def test_no_folder_is_a_fault(tmp_path: Path) -> None:
    with pytest.raises(FaultyFiles, match="is not a folder"):
        load_lab(tmp_path / "nowhere")


def test_reading_runs_neither_solutions_nor_mistakes(tmp_path: Path) -> None:
    touch = f"open({str(tmp_path / 'ran')!r}, 'w')\n"
    load_lab(write_lab(tmp_path, solutions__adding_py=touch + FILES["solutions/adding.py"]))
    assert not (tmp_path / "ran").exists()
