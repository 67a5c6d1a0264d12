"""Imports run one way, those inside functions counted."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from collections.abc import Container, Iterable
from functools import cache
from pathlib import Path

import pytest

from tests.house.tree import ROOT, python_files, tree

# Who may import whom; every package may import itself.
MAY_IMPORT = {
    "grader.reference": set(),
    "grader": {"grader.reference"},
    "courseware": {"grader", "grader.reference"},
    "quizzes": {"courseware", "grader", "grader.reference"},
    "labs": {"courseware", "grader", "grader.reference"},
    "deploy": {"courseware", "grader"},
}
PACKAGES = [*MAY_IMPORT, "tests"]
Graph = dict[str, set[str]]
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
        elif isinstance(node, ast.Call) and _name_of(node.func).endswith("import_module"):
            found += [
                (node.lineno, argument.value)
                for argument in node.args[:1]
                if isinstance(argument, ast.Constant) and isinstance(argument.value, str)
            ]
    return found


def _name_of(function: ast.expr) -> str:
    """Without the module that it is in; empty for what is called by another expression."""
    return getattr(function, "attr", getattr(function, "id", ""))


@cache
def imports_of(path: Path) -> list[tuple[int, str]]:
    """Of one of the project's files; walking all of them takes seconds."""
    return imports(tree(path), ".".join(path.parent.parts))


@cache
def package_of(name: str) -> str | None:
    """The package of a module by its dotted name; the most special one wins."""
    return next((package for package in PACKAGES if f"{name}.".startswith(f"{package}.")), None)


def uphill(path: Path, found: list[tuple[int, str]]) -> list[str]:
    """A sentence for each import that the rule forbids."""
    package = package_of(".".join(path.with_suffix("").parts))
    if package is None or package == "tests":
        return []
    return [
        f"{path}:{line}: {package} imports {name}"
        for line, name in found
        if (other := package_of(name)) and other != package and other not in MAY_IMPORT[package]
    ]


def test_no_import_runs_uphill():
    paths = python_files(*MAY_IMPORT)
    wrong = [sentence for path in paths for sentence in uphill(path, imports_of(path))]
    assert wrong == []


@pytest.mark.parametrize(
    ("file", "source", "message"),
    [
        ("grader/x.py", "def f():\n    import courseware.env", "grader imports courseware.env"),
        ("grader/reference/x.py", "from .. import cli", "grader.reference imports grader.cli"),
        ("labs/x.py", "from quizzes import kind", "labs imports quizzes.kind"),
        ("courseware/x.py", "import_module('labs.kind')", "courseware imports labs.kind"),
    ],
)
def test_an_import_that_runs_uphill_is_reported(file: str, source: str, message: str):
    found = imports(ast.parse(source), ".".join(Path(file).parent.parts))
    sentences = uphill(Path(file), found)
    assert [sentence.split(": ", 1)[1] for sentence in sentences] == [message]


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
        for line, name in imports_of(path)
        if name.split(".")[0] not in sys.stdlib_module_names | {"numpy"}
        and not any(f"{name}.".startswith(f"{package}.") for package in own)
    ]
    assert foreign == []


def _is_in(path: Path, folder: str) -> bool:
    return any(parent.match(folder) for parent in path.parents)


@pytest.mark.parametrize("module", ["grader", "grader.reference", "grader.cli.main"])
def test_a_fresh_interpreter_gets_no_django_and_no_celery_with(module: str):
    program = f"import json, sys, {module}; print(json.dumps(sorted(sys.modules)))"
    process = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, check=True, text=True
    )
    loaded = {name.split(".")[0] for name in json.loads(process.stdout)}
    assert loaded & NOT_FOR_THE_GRADER == set()
    assert "numpy" in loaded


@pytest.mark.parametrize("file", ["courseware/settings.py", "courseware/urls.py"])
def test_settings_and_addresses_name_apps_as_strings(file: str):
    path = Path(file)
    apps = {"labs", "quizzes", "courseware"}
    imported = {name for _, name in imports_of(path) if name.split(".")[0] in apps}
    assert imported <= {"courseware.env", "courseware.items.kinds.all_kinds"}


def import_graph(paths: Iterable[Path]) -> Graph:
    """By module, the modules that it imports, those inside functions counted."""
    modules = {module_name(path): path for path in paths}
    return {
        name: {
            module
            for _, imported in imports_of(path)
            if (module := nearest(imported, modules)) and module != name
        }
        for name, path in modules.items()
    }


def module_name(path: Path) -> str:
    parts = path.with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def nearest(name: str, modules: Container[str]) -> str:
    """The module that an imported name is, or is defined in; empty where it is not ours."""
    while name and name not in modules:
        name = name.rpartition(".")[0]
    return name


def at_depth(graph: Graph, depth: int) -> Graph:
    """The imports between packages: a module below ``depth`` counts as the package it is in."""
    packages: Graph = {}
    for name, imported in graph.items():
        package = shortened(name, depth)
        packages.setdefault(package, set()).update(shortened(each, depth) for each in imported)
    return {package: imported - {package} for package, imported in packages.items()}


def shortened(name: str, depth: int) -> str:
    return ".".join(name.split(".")[: depth + 1])


def circles(graph: Graph) -> list[list[str]]:
    """The groups of modules that reach one another, each in alphabetical order.

    Tarjan's algorithm for strongly connected components.
    """
    order: dict[str, int] = {}
    lowest: dict[str, int] = {}
    path: list[str] = []
    found = []

    def visit(name: str) -> None:
        order[name] = lowest[name] = len(order)
        path.append(name)
        for imported in sorted(graph.get(name, ())):
            if imported not in order:
                visit(imported)
                lowest[name] = min(lowest[name], lowest[imported])
            elif imported in path:
                lowest[name] = min(lowest[name], order[imported])
        if lowest[name] == order[name]:
            group = path[path.index(name) :]
            del path[path.index(name) :]
            if len(group) > 1:
                found.append(sorted(group))

    for name in graph:
        if name not in order:
            visit(name)
    return found


@pytest.fixture(scope="module")
def whole_tree() -> Graph:
    return import_graph(python_files("grader", "courseware", "quizzes", "labs", "deploy"))


@pytest.mark.parametrize("depth", [1, 2])
def test_packages_import_one_another_one_way(whole_tree: Graph, depth: int):
    """Depth one is `quizzes.types`, depth two `quizzes.types.shared`, each with what it holds."""
    assert circles(at_depth(whole_tree, depth)) == []


def test_modules_import_one_another_one_way(whole_tree: Graph):
    assert circles(whole_tree) == []


@pytest.mark.parametrize(
    ("graph", "depth", "expected"),
    [
        (
            {"a.b": {"a.c"}, "a.c": {"a.d"}, "a.d": {"a.b"}, "a.e": {"a.b"}},
            1,
            [["a.b", "a.c", "a.d"]],
        ),
        (
            {"a.b.x": {"a.c.x"}, "a.c.y": {"a.b.y"}, "a.b.y": set(), "a.c.x": set()},
            1,
            [["a.b", "a.c"]],
        ),
        ({"a.b.x": {"a.c.x"}, "a.c.y": {"a.b.y"}}, 2, []),
        ({"a.b.x.u": {"a.b.y.u"}, "a.b.y.v": {"a.b.x.v"}}, 2, [["a.b.x", "a.b.y"]]),
        ({"a.b.x": {"a.b.y"}, "a.b.y": {"a.b.x"}}, 1, []),
    ],
    ids=["modules", "packages", "not-at-depth-two", "sub-packages", "inside-one-package"],
)
def test_a_circle_is_found_at_its_depth(graph: Graph, depth: int, expected: list[list[str]]):
    assert circles(at_depth(graph, depth)) == expected


def test_a_name_counts_as_an_import_of_the_module_that_defines_it():
    modules = {"a", "a.b", "a.b.c"}
    names = ["a.b.c.f", "a.b.g", "a.h", "os.path"]
    assert [nearest(name, modules) for name in names] == ["a.b.c", "a.b", "a", ""]
