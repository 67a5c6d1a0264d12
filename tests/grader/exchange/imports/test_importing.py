"""Assignments as labs."""

from __future__ import annotations

from pathlib import Path

import pytest

from grader.exchange.errors import CannotExchange
from grader.exchange.imports.importing import import_assignment, read_assignment
from grader.exchange.otter import otter_assignment
from grader.grading.grade import grade
from grader.lab import load_lab
from tests.grader.exchange.imports.notebooks import (
    NBGRADER,
    OTTER,
    RELEASE,
    code,
    graded,
    notebook,
    solution,
    text,
)
from tests.grader.small_lab import write_lab


def test_an_assignment_of_nbgrader_is_a_lab_that_grades(tmp_path: Path):
    found = import_assignment(NBGRADER, tmp_path / "sums", number="L9.4")
    assert (found.system, found.functions, found.cases) == ("nbgrader", ("squares", "total"), 5)
    assert found.obstacles == ()
    said = "\n".join(found.left_out)
    for part in ("by hand", "for n in range(5)", "LIMIT == 10", "np.random", "a part", "Cell 2"):
        assert part in said
    lab = load_lab(tmp_path / "sums")
    assert lab.title == "Sums of squares" and "Write `squares`" in lab.statement
    assert grade(lab, (tmp_path / "sums" / "reference.py").read_text()).full_correctness
    assert not grade(lab, lab.starter).full_correctness
    wrong = lab.reference_source.replace("n + 1", "n + 2")
    assert not grade(lab, wrong).full_correctness


def test_an_assignment_of_otter_is_a_lab(tmp_path: Path):
    found = import_assignment(OTTER, tmp_path / "means")
    assert (found.system, found.functions, found.cases) == ("Otter", ("mean", "spread"), 2)
    lab = load_lab(tmp_path / "means")
    assert "total = ..." in lab.starter and "SOLUTION" not in lab.reference_source
    assert [case.weight for case in lab.visible] == [0.5]


def test_what_was_exported_can_be_imported(tmp_path: Path):
    lab = load_lab(write_lab(tmp_path / "first"))
    exported = otter_assignment(lab)
    (name,) = [name for name in exported.files if name.endswith(".ipynb")]
    found = import_assignment(exported.files[name].encode(), tmp_path / "again")
    assert found.functions == ("double", "root") and not found.obstacles
    again = load_lab(tmp_path / "again")
    assert [case.inputs.function for case in again.visible] == [
        case.inputs.function for case in lab.visible
    ]
    assert found.cases == 4


def test_what_students_get_is_a_lab_without_a_reference(tmp_path: Path):
    found = import_assignment(RELEASE, tmp_path / "double")
    assert "has no solution" in found.obstacles[0] and found.cases == 1
    assert "YOUR CODE HERE" in (tmp_path / "double" / "starter.py").read_text()
    assert "TODO" in (tmp_path / "double" / "reference.py").read_text()


def test_a_solution_that_does_not_run_is_an_obstacle(tmp_path: Path):
    broken = solution("import no_such_module\ndef f(x):\n    return no_such_module.f(x)")
    found = import_assignment(notebook(broken, graded("assert f(1) == 1")), tmp_path / "lab_f")
    assert "cannot be loaded" in found.obstacles[0]


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"rubbish", "no notebook"),
        (notebook(text("# A"), code("x = 1")), "no assignment"),
        (notebook(solution("def f(x): return x"), graded("assert x == 1")), "No test"),
        (notebook(solution("def f(x): return x"), graded("assert f(")), "not valid Python"),
        (notebook(solution("def f(:"), graded("assert f(1) == 1")), "No test"),
        (notebook(solution("def f(x): 1 / 0"), graded("assert f(1) == 1")), "ZeroDivisionError"),
    ],
    ids=range(6),
)
def test_what_cannot_be_imported_is_refused_and_makes_nothing(
    data: bytes, why: str, tmp_path: Path
):
    with pytest.raises(CannotExchange, match=why):
        import_assignment(data, tmp_path / "lab_f")
    assert not list(tmp_path.iterdir())


def test_attached_pictures_are_left_out(tmp_path: Path):
    data = notebook(
        text("# A\n\n![x](attachment:x.png)"),
        solution("def f(x):\n    return x"),
        graded("assert f(1) == 1"),
    )
    found = import_assignment(data, tmp_path / "lab_f")
    assert any("Pictures" in each for each in found.left_out)
    assert "attachment" not in (tmp_path / "lab_f" / "statement.md").read_text()


def test_importing_runs_nothing_of_the_notebook(tmp_path: Path):
    there = tmp_path / "written"
    evil = f"open({str(there)!r}, 'w').write('x')\ndef f(x):\n    return x\n"
    data = notebook(solution(evil), graded(f"{evil}\nassert f(open({str(there)!r}, 'w')) == 1"))
    assert read_assignment(data).tests
    with pytest.raises(CannotExchange, match="has to be run"):
        import_assignment(data, tmp_path / "lab_f")
    assert not there.exists()
