"""Which labs there are, and which one a number such as ``L5.3`` or a slug names."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from grader.files.faults import Faults, did_you_mean
from grader.files.yaml_nodes import read_yaml
from grader.lab.loading import load_lab
from grader.lab.metadata import NUMBER
from grader.lab.model import Lab

SHIPPED = Path(__file__).resolve().parents[2] / "labs" / "catalogue"
"""The folder of the labs that come with this program."""


class NoSuchLab(Exception):
    """No lab has this number or slug; its text says so."""


def lab_roots(more: Iterable[str | Path] = ()) -> list[Path]:
    """Folders of lab folders: ``more``, those in ``COURSEWARE_LABS``, then the shipped ones."""
    named = filter(None, os.environ.get("COURSEWARE_LABS", "").split(os.pathsep))
    return [*map(Path, more), *map(Path, named), SHIPPED]


def lab_folders(roots: Sequence[Path] | None = None) -> Iterator[Path]:
    """Every lab's folder; of two with one name the first root's.

    Args:
        roots: folders of lab folders; those of `lab_roots` unless given.
    """
    seen: set[str] = set()
    for root in lab_roots() if roots is None else roots:
        for folder in sorted(root.iterdir()) if root.is_dir() else ():
            if (folder / "lab.yaml").is_file() and folder.name not in seen:
                seen.add(folder.name)
                yield folder


def find_lab(name: str, roots: Sequence[Path] | None = None) -> Lab:
    """The lab with this number (``L5.3``, in either case) or slug.

    Args:
        name: the number or slug.
        roots: folders of lab folders; those of `lab_roots` unless given.

    Raises: NoSuchLab: there is none. FaultyFiles: the lab is there and has faults.
    """
    return load_lab(find_folder(name, roots))


def find_folder(name: str, roots: Sequence[Path] | None = None) -> Path:
    """The folder of the lab that `find_lab` finds, which may have faults.

    Raises: NoSuchLab: there is none.
    """
    folders = list(lab_folders(roots))
    for folder in folders:
        if folder.name == name:
            return folder
    if NUMBER.fullmatch(name.upper()):
        for folder in folders:
            if number_of(folder) == name.upper():
                return folder
    known = [folder.name for folder in folders]
    near = did_you_mean(name.lower().replace("-", "_"), known)
    raise NoSuchLab(
        f'No lab is called "{name}".{near} Write a number such as L5.3 or a slug; '
        "python -m grader labs lists them."
    )


def number_of(folder: Path) -> str:
    """The number in a lab's ``lab.yaml``; empty when it cannot be read."""
    root = read_yaml(folder / "lab.yaml", Faults())
    node = root.get("number") if root is not None else None
    return node.value if node is not None and isinstance(node.value, str) else ""
