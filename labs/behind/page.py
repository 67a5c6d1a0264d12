"""What the page behind a lab shows: everything from the stored files of its revision."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from grader.lab import Thresholds
from grader.measuring.points import edges
from labs.behind.drawing import CASES_FILE, MAX_SEED
from labs.models import CaseDraw, LabRevision
from labs.pages.solutions import solutions_of

_ELSEWHERE = ("solutions/", "mistakes/")
_SHOWN = ("statement.md", "starter.py", "hints.md")  # to students
_FIRST = ("lab.yaml", "reference.py", CASES_FILE, "workload.py")


@dataclass(frozen=True)
class File:
    """A file of the lab; ``hint`` is what a known mistake says to students."""

    name: str
    text: str
    hint: str = ""

    @property
    def is_python(self) -> bool:
        return self.name.endswith(".py")


def behind_context(revision: LabRevision, seed: str, error: str = "") -> dict[str, Any]:
    """The page for a seed, which is empty where none was asked for."""
    files = revision.files
    draw = CaseDraw.objects.filter(revision=revision, seed=seed).first() if seed else None
    return {
        "revision": revision,
        "files": _files(files),
        "solutions": solutions_of(revision),
        "mistakes": [
            File(name.removeprefix("mistakes/"), text, hint_of(text))
            for name, text in sorted(files.items())
            if name.startswith("mistakes/")
        ],
        "edges": _edges(revision),
        "draws_cases": CASES_FILE in files,
        "seed": seed,
        "error": error,
        "draw": draw,
    }


def seed_of(text: str) -> tuple[str, str]:
    """A seed as it is stored, and what is wrong with what was typed."""
    typed = text.strip().lower().removeprefix("0x")
    if not typed:
        return "", ""
    if len(typed) > MAX_SEED or any(each not in "0123456789abcdef" for each in typed):
        return "", _(
            "A seed is a number of 1 to %(count)d hexadecimal digits (0 to 9, a to f)."
        ) % {"count": MAX_SEED}
    return typed, ""


def hint_of(source: str) -> str:
    """The docstring of a known mistake, without running it."""
    try:
        return ast.get_docstring(ast.parse(source)) or ""
    except (SyntaxError, ValueError):
        return ""


def _files(files: Mapping[str, str]) -> list[File]:
    """What students do not see, the most important first."""
    names = [name for name in files if not name.startswith(_ELSEWHERE) and name not in _SHOWN]
    order = {name: place for place, name in enumerate(_FIRST)}
    names.sort(key=lambda name: (order.get(name, len(order)), name))
    return [File(name, files[name]) for name in names]


def _edges(revision: LabRevision) -> list[tuple[float, float]]:
    """Ratios with the share of the points for speed that they earn; none without such points."""
    if not revision.weights.get("performance"):
        return []
    try:
        thresholds = Thresholds(revision.thresholds["full_at"], revision.thresholds["zero_at"])
        found = edges(thresholds)
    except (KeyError, TypeError, ValueError, ZeroDivisionError):
        return []
    return [(edge, 1 - step / (len(found) - 1)) for step, edge in enumerate(found)]
