"""Imports run one way, those inside functions counted."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.house.tree import ROOT, python_files, tree

# Who may import whom; every room may import itself.
MAY_IMPORT = {
    "grader.reference": set(),
    "grader": {"grader.reference"},
    "courseware": {"grader", "grader.reference"},
    "quizzes": {"courseware", "grader", "grader.reference"},
    "labs": {"courseware", "grader", "grader.reference"},
    "deploy": {"courseware", "grader"},
}
ROOMS = [*MAY_IMPORT, "tests"]
NOT_FOR_THE_GRADER = {"django", "celery", "kombu", "redis", "courseware", "labs", "quizzes"}


def imports(module: ast.Module, package: str) -> list[tuple[int, str]]:
    """(line, absolute name) of each import, and of each `import_module` of a constant."""
    found = []
    for node in ast.walk(module):
        if isinstance(node, ast.Import):
            found += [(node.lineno, alias.name) for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            above = package.split(".")[: -(node.level - 1) or None] if node.level else []
            base = ".".join([*above, *([node.module] if node.module else [])])
            found += [(node.lineno, f"{base}.{alias.name}") for alias in node.names]
        elif isinstance(node, ast.Call) and "import_module" in ast.unparse(node.func):
            found += [
                (node.lineno, argument.value)
                for argument in node.args[:1]
                if isinstance(argument, ast.Constant) and isinstance(argument.value, str)
            ]
    return found


def room_of(name: str) -> str | None:
    """The room of a module by its dotted name; the most special one wins."""
    return next((room for room in ROOMS if f"{name}.".startswith(f"{room}.")), None)


def uphill(path: Path, module: ast.Module) -> list[str]:
    """A sentence for each import that the rule forbids."""
    package = ".".join(path.parent.parts)
    room = room_of(".".join(path.with_suffix("").parts))
    if room is None or room == "tests":
        return []
    return [
        f"{path}:{line}: {room} imports {name}"
        for line, name in imports(module, package)
        if (other := room_of(name)) and other != room and other not in MAY_IMPORT[room]
    ]


def test_no_import_runs_uphill():
    wrong = [
        sentence for path in python_files(*MAY_IMPORT) for sentence in uphill(path, tree(path))
    ]
    assert wrong == []


@pytest.mark.parametrize(
    ("file", "source", "told"),
    [
        ("grader/x.py", "def f():\n    import courseware.env", "grader imports courseware.env"),
        ("grader/reference/x.py", "from .. import cli", "grader.reference imports grader.cli"),
        ("labs/x.py", "from quizzes import kind", "labs imports quizzes.kind"),
        ("courseware/x.py", "import_module('labs.kind')", "courseware imports labs.kind"),
    ],
)
def test_an_import_that_runs_uphill_is_told(file: str, source: str, told: str):
    sentences = uphill(Path(file), ast.parse(source))
    assert [sentence.split(": ", 1)[1] for sentence in sentences] == [told]


@pytest.mark.parametrize(
    ("folder", "own"),
    [
        ("grader/sandbox/guest", ("grader.sandbox.guest", "guest")),  # its name in the sandbox
        ("grader/reference", ("grader.reference",)),
        ("labs/catalogue/*/solutions", ()),
        ("labs/catalogue/*/mistakes", ()),
    ],
)
def test_numpy_and_the_standard_library_are_all_that_is_imported(folder: str, own: tuple[str]):
    """Where students' code runs, in the reference and in what stands for students' code."""
    inside = [path for path in python_files("grader", "labs") if _is_in(path, folder)]
    assert inside, f"nothing is in {folder}"
    foreign = [
        f"{path}:{line}: {name}"
        for path in inside
        for line, name in imports(tree(path), ".".join(path.parent.parts))
        if name.split(".")[0] not in sys.stdlib_module_names | {"numpy"}
        and not any(f"{name}.".startswith(f"{room}.") for room in own)
    ]
    assert foreign == []


def _is_in(path: Path, folder: str) -> bool:
    return any(parent.match(folder) for parent in path.parents)


@pytest.mark.parametrize("module", ["grader", "grader.reference", "grader.cli.main"])
def test_a_fresh_interpreter_gets_no_django_and_no_celery_with(module: str):
    program = f"import json, sys, {module}; print(json.dumps(sorted(sys.modules)))"
    said = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, check=True, text=True
    )
    loaded = {name.split(".")[0] for name in json.loads(said.stdout)}
    assert loaded & NOT_FOR_THE_GRADER == set()
    assert "numpy" in loaded


@pytest.mark.parametrize("file", ["courseware/settings.py", "courseware/urls.py"])
def test_settings_and_addresses_name_apps_as_strings(file: str):
    path = Path(file)
    apps = {"labs", "quizzes", "courseware"}
    imported = {name for _, name in imports(tree(path), "courseware") if name.split(".")[0] in apps}
    assert imported <= {"courseware.env"}
    named = {node.value for node in ast.walk(tree(path)) if isinstance(node, ast.Constant)}
    assert any(str(each).startswith("labs") for each in named)
