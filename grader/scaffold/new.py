"""Writes the files of a new lab."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from string import Template

from grader.lab import lab_folders, lab_roots
from grader.lab.loading import SLUG
from grader.lab.lookup import number_of
from grader.lab.metadata import NUMBER
from grader.scaffold.parts import Asked, asked_for, parts_of
from grader.verification.checks.enough import LEAST_MISTAKES

_TEMPLATES = Path(__file__).parent
ARGUMENTS = {"result": "X, y, seed"}
"""Of a function that the reference does not have, by format."""
_CHAPTER = 9
"""Of a lab whose number is not given."""


class CannotMake(Exception):
    """A lab cannot be made like this; its text says why and what to do."""


def known_formats() -> list[str]:
    """The formats of labs for which there are templates."""
    return sorted(path.name for path in _TEMPLATES.iterdir() if (path / "lab.yaml.txt").is_file())


def make_lab(
    home: Path,
    slug: str,
    *,
    number: str = "",
    format: str = "code",
    functions: Sequence[str] = (),
    asked: Sequence[Asked] = (),
    roots: Iterable[Path] = (),
) -> Path:
    """Makes ``home/slug`` with all files of a lab.

    Args:
        home: the folder in which the lab's folder is made.
        slug: the folder's name.
        number: such as ``L9.1``; the first that is free in chapter 9 unless given.
        format: one of `known_formats`.
        functions: names of those that the lab asks for; the slug unless given. What
            `grader.reference` has under a name is taken from there.
        asked: functions that are described already, in place of names.
        roots: further folders of labs, whose numbers are taken.

    Returns: the folder.

    Raises: CannotMake: a name or number is wrong, or there is something already.
    """
    if not SLUG.fullmatch(slug):
        raise CannotMake(f'"{slug}" is no slug: write it like_this, with a-z, 0-9 and _.')
    for name in functions:
        if not name.isidentifier():
            raise CannotMake(f'"{name}" is no name of a function.')
    if number and not NUMBER.fullmatch(number):
        raise CannotMake(f'"{number}" is no number: write one such as L5.3, or C1.')
    if format not in known_formats():
        known = ", ".join(known_formats())
        raise CannotMake(f'There is no template for the format "{format}"; there is: {known}.')
    folder, templates = home / slug, _TEMPLATES / format
    if folder.exists():
        raise CannotMake(f"{folder} is there already; choose another slug or remove it.")
    number = number or _free_number([*lab_roots(roots), home])
    arguments = ARGUMENTS.get(format, "x")
    asked = asked or [asked_for(name, arguments) for name in functions or [slug]]
    parts = parts_of(slug, number, asked)
    for template in sorted(templates.rglob("*.txt")):
        text = Template(template.read_text("utf-8")).substitute(parts)
        for file in _files(template.relative_to(templates)):
            path = folder / file
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(re.sub(r"\n{2,}\Z", "\n", text), encoding="utf-8")
    return folder


def _files(template: Path) -> list[Path]:
    """The files that are made of a template: of that of a mistake as many as a lab must have."""
    file = template.with_suffix("")
    if file.stem != "mistake":
        return [file]
    return [file.with_stem(f"mistake_{number}") for number in range(1, LEAST_MISTAKES + 1)]


def _free_number(roots: Sequence[Path]) -> str:
    taken = {number_of(folder) for folder in lab_folders(roots)}
    place = 1
    while f"L{_CHAPTER}.{place}" in taken:
        place += 1
    return f"L{_CHAPTER}.{place}"
