"""The formats of labs: what a folder of one holds, how it is graded, and for how long.

A format is a module or package of `grader.formats` that defines ``FORMAT``. It is found by its
name, and a new one needs no other change. What grades a lab builds on what reads one, so this
module knows formats by name alone.
"""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Protocol

from grader.files.faults import Faults, did_you_mean
from grader.files.yaml_nodes import MAX_BYTES, Node, parse_yaml
from grader.lab.answer_form import Field
from grader.lab.files import Layout
from grader.lab.model import Lab, Metadata
from grader.results.report import CaseResult, Report

CODE = "code"
"""The format of a lab that names none."""
_PACKAGE = "grader.formats"
_FOLDER = Path(__file__).resolve().parents[1] / "formats"


class Grade(Protocol):
    """Grades a submission; the arguments are those of `grader.grade`."""

    def __call__(
        self,
        lab: Lab,
        source: str | bytes,
        *,
        visible_only: bool,
        on_case: Callable[[CaseResult], None] | None,
        on_correct: Callable[[], None] | None,
        on_stage: Callable[[str], None] | None,
        seed: int | None,
    ) -> Report:
        """The report of the grading."""


@dataclass(frozen=True)
class Format:
    """One format.

    Attributes:
        layout: the files of a folder.
        weights, limits: the keys that ``lab.yaml`` may have under these names.
        read: what the format adds to a lab, for `Lab.content`, from its folder, the texts of its
            Python files and what ``lab.yaml`` says. What is wrong goes to the faults; executes the
            author's files.
        grade: grades a submission to a lab of this format.
        grading_seconds: the most that a whole grading of a lab takes, in seconds of wall time.
        keys: of ``lab.yaml`` beside those that every lab may have.
        asks_functions: whether a lab asks for functions; else for the answers of ``fields``.
        fields: the form of a lab, from its ``content``.
        hints: of mistakes by name, from its ``content``, where they are not in a docstring.
        record: the label of what a class may compare, from a lab's ``content``; empty without.
        least: how many solutions and mistakes `grader verify` asks for.
    """

    layout: Layout
    weights: Sequence[str]
    limits: Sequence[str]
    read: Callable[[Path, Mapping[str, str], Metadata, Faults], Any]
    grade: Grade
    grading_seconds: Callable[[Lab], float]
    keys: Sequence[str] = ()
    asks_functions: bool = True
    fields: Callable[[Any], Sequence[Field]] = lambda content: ()
    hints: Callable[[Any], Mapping[str, str]] = lambda content: {}
    record: Callable[[Any], str] = lambda content: ""
    least: Mapping[str, int] = field(default_factory=lambda: {"solutions": 3, "mistakes": 8})


@cache
def known_formats() -> tuple[str, ...]:
    """The names of all formats: ``lab.yaml`` may say ``format:`` followed by one of them."""
    return tuple(sorted(module.name for module in pkgutil.iter_modules([str(_FOLDER)])))


@cache
def format_named(name: str) -> Format:
    """The format of this name, one of `known_formats`."""
    return importlib.import_module(f"{_PACKAGE}.{name}").FORMAT


def format_of(lab: Metadata) -> Format:
    """The format of a lab."""
    return format_named(lab.format)


def layout_in(folder: Path) -> Layout:
    """The layout of a folder, that of code where its ``lab.yaml`` names no known format."""
    return format_named(name_in(folder, Faults()) or CODE).layout


def name_in(folder: Path, faults: Faults) -> str | None:
    """The name of the format that a folder's ``lab.yaml`` asks for.

    Args:
        folder: the lab's.
        faults: gets a fault, which lists the known ones, when there is no such format; ``None`` is
            returned then. That ``lab.yaml`` cannot be read is reported by the code that reads all
            of it.
    """
    path = folder / "lab.yaml"
    if path.is_symlink() or not path.is_file() or path.stat().st_size > MAX_BYTES:
        return CODE
    text = path.read_bytes().decode("utf-8-sig", "replace")
    if not re.search(r"(?m)^\W*format\b", text):
        return CODE  # without a second look at the whole file
    root = parse_yaml(text, str(path), Faults())
    node = root.get("format") if root is not None else None
    return CODE if node is None else _known_name(node, str(path), faults)


def _known_name(node: Node, file: str, faults: Faults) -> str | None:
    known = known_formats()
    if node.value in known:
        return str(node.value)
    near = did_you_mean(str(node.value), known)
    shown = f'"{node.value}"' if isinstance(node.value, str) else "no text"
    faults.add(file, node.line, f"format is {shown}; the known ones are {', '.join(known)}.{near}")
    return None
