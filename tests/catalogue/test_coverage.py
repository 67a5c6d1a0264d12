"""Every function of the reference has a lab, or docs/authoring/coverage.md says why it has none."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import yaml

from grader.lab import lab_folders
from grader.lab.lookup import SHIPPED
from grader.reference import document

PAGE = Path(__file__).parents[2] / "docs" / "authoring" / "coverage.md"
REFERENCE = "grader.reference"


@cache
def in_the_reference() -> frozenset[str]:
    """Functions and classes with public names, named tuples left out."""
    named = [
        (name, getattr(module, name)) for module in document.modules() for name in module.__all__
    ]
    return frozenset(name for name, value in named if not hasattr(value, "_fields"))


@cache
def asked_for() -> frozenset[str]:
    """What `lab.yaml` of any lab asks for."""
    labs = [yaml.safe_load((folder / "lab.yaml").read_text()) for folder in lab_folders([SHIPPED])]
    asked = [function for lab in labs for function in lab.get("functions", ())]
    return frozenset(function["signature"].partition("(")[0] for function in asked)


def used(source: str) -> Iterator[str]:
    """Names of the reference that a program imports, or takes from the package."""
    tree = ast.parse(source)
    packages = {REFERENCE}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith(REFERENCE):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module == "grader":
            packages |= {a.asname or a.name for a in node.names if a.name == "reference"}
        elif isinstance(node, ast.Import):
            packages |= {a.asname for a in node.names if a.name == REFERENCE and a.asname}
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and ast.unparse(node.value) in packages:
            yield node.attr


@cache
def in_a_lab() -> frozenset[str]:
    """What a lab asks for, or its files use."""
    files = [file for folder in lab_folders([SHIPPED]) for file in folder.glob("*.py")]
    return asked_for().union(*(used(file.read_text()) for file in files))


def listed() -> list[str]:
    """Names in the first column of the page's tables."""
    rows = [line for line in PAGE.read_text().splitlines() if line.startswith("| `")]
    return [name for row in rows for name in re.findall(r"`(\w+)`", row.split("|")[1])]


def test_a_use_is_seen_however_the_name_is_imported() -> None:
    assert set(used("from grader.reference.losses import mse\nmse.mae")) == {"mse"}
    assert set(used("from grader import reference as r\nr.mae(1).mse")) == {"mae"}
    assert set(used("import grader.reference\ngrader.reference.mae(mse)")) == {"mae"}


def test_every_function_has_a_lab_or_a_reason() -> None:
    assert sorted(in_the_reference() - in_a_lab() - set(listed())) == []


def test_the_page_lists_nothing_that_has_a_lab_or_is_gone() -> None:
    assert sorted(set(listed()) & in_a_lab()) == []
    assert sorted(set(listed()) - in_the_reference()) == []
    assert [name for name, count in Counter(listed()).items() if count > 1] == []
