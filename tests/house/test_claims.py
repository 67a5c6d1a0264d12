"""What the documents claim about the code, where that can be tested."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from tests.house.test_docs import documents, targets
from tests.house.tree import ROOT, files, python_files, text, tree

PACKAGES = ("grader", "courseware", "labs", "quizzes", "deploy")
OTHER_PLACES = ("tests", "docs", "frontend")
# Made by whoever follows the instructions.
NOT_THERE_YET = {"courseware/locale/de/LC_MESSAGES/"}

# What may run or import code by its text or name: the guest, which is inside the sandbox, and what
# runs programs of authors or of this project. Programs of students are run by the first alone.
MAY_RUN_CODE = {
    "grader/exchange/weak_process.py",  # on other systems only, as the next test says
    "grader/sandbox/guest/submission.py",  # inside
    "grader/sandbox/guest/cells.py",  # inside
    "grader/lab/programs.py",  # cases, workloads and references of labs
    "grader/feedback/mutations/programs.py",  # changed solutions of labs
    "grader/mutation_testing/mutants.py",  # changed references of labs
}


def mentioned_paths(document: str) -> set[str]:
    """Paths between backticks that begin with a folder of this project."""
    folders = "|".join((*PACKAGES, *OTHER_PLACES))
    return set(re.findall(rf"`((?:{folders})/[\w./*-]*)`", document))


@pytest.mark.parametrize("path", sorted(documents()), ids=str)
def test_every_path_that_a_document_mentions_exists(path: Path):
    mentioned = mentioned_paths(documents()[path]) - NOT_THERE_YET
    assert [name for name in sorted(mentioned) if not any(ROOT.glob(name.rstrip("/")))] == []


def test_a_path_that_does_not_exist_is_found():
    assert mentioned_paths("see `labs/nowhere.py` and `labs/<slug>/`") == {"labs/nowhere.py"}


def test_every_make_target_that_a_document_shows_exists():
    code = re.findall(r"^make ([a-z-]+)|`make ([a-z-]+)", "\n".join(documents().values()), re.M)
    shown = {first or second for first, second in code}
    assert {"up", "test", "test-quick", "test-full"} <= shown
    assert shown - targets() == set()


def defaults() -> dict[str, str]:
    """Whole numbers and words that the code takes for a variable that is not set."""
    found = {}
    for path in python_files("courseware", "deploy"):
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Call) and ast.unparse(node.func) in ("env.number", "env.text"):
                constants = [arg.value for arg in node.args if isinstance(arg, ast.Constant)]
                if len(constants) == len(node.args) == 2:
                    found[str(constants[0])] = str(constants[1])
    return found


def documented_defaults() -> dict[str, str]:
    """The second column of the table of settings, by each variable of the first."""
    found = {}
    for names, value in re.findall(
        r"^\| (`[A-Z_`, ]+`) \| ([^|]+) \|", text(Path("docs/operating.md")), re.M
    ):
        variables = re.findall(r"`([A-Z_]+)`", names)
        values = value.strip().split(", ") if len(variables) > 1 else [value.strip()]
        found |= dict(zip(variables, values, strict=False))
    return found


def test_the_documented_defaults_are_those_of_the_code():
    documented, actual = documented_defaults(), defaults()
    assert {"PORT", "WEB_CONNECTIONS", "EMAIL_PORT", "TIME_ZONE"} <= set(documented) & set(actual)
    described = {"WORKER_CONCURRENCY", "EMAIL_BACKEND"}  # said in words
    wrong = {
        name: (documented[name], value)
        for name, value in actual.items()
        if name in documented and name not in described and documented[name] != value
    }
    assert wrong == {}


@pytest.mark.parametrize("package", ["grader", "courseware", "labs", "quizzes"])
def test_every_package_is_described(package: str):
    """In docs/architecture.md, by its path or its name."""
    page = text(Path("docs/architecture.md"))
    inside = {
        path.parts[1]
        for path in python_files(package)
        if len(path.parts) == 3 and path.name == "__init__.py" and path.parts[1] != "migrations"
    }
    not_code = {"templatetags", "management", "models"}
    described = ["`{}/`", f"`{package}/{{}}/`"]
    missing = [
        name
        for name in sorted(inside - not_code)
        if not any(form.format(name) in page for form in described)
    ]
    assert missing == []


def runs_code(path: Path) -> bool:
    if not re.search(r"\b(exec|eval)\b", text(path)):
        return False  # parsing all files takes seconds
    return any(
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in ("exec", "eval")
        for node in ast.walk(tree(path))
    )


def test_code_is_run_in_the_sandbox_or_comes_from_authors():
    """SECURITY.md promises it of students' code."""
    inside = {str(path) for path in python_files(*PACKAGES) if runs_code(path)}
    catalogue = {name for name in inside if name.startswith("labs/catalogue/")}
    assert inside - catalogue == MAY_RUN_CODE


def test_what_needs_no_sandbox_is_out_of_the_reach_of_the_site():
    """Only what the zip for Gradescope runs may grade without one."""
    users = {
        module: [str(path) for path in python_files(*PACKAGES) if module in text(path)]
        for module in ("weak_grading", "gradescope_run")
    }
    assert users == {
        "weak_grading": ["grader/exchange/gradescope_run.py"],
        "gradescope_run": ["grader/exchange/gradescope.py"],  # in the text of a script
    }


def test_every_test_that_promises_security_exists():
    promises = re.findall(r"`(tests/[\w/.]+)`", text(Path("SECURITY.md")))
    assert len(promises) >= 6
    known = {str(path) for path in files()}
    assert [name for name in promises if not any(path.startswith(name) for path in known)] == []
