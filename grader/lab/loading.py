"""Reads a lab's folder into a `Lab`, or reports all its faults at once."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

from grader.files.faults import Faults, FaultyFiles
from grader.files.yaml_nodes import parse_yaml
from grader.lab.case_checks import Checker
from grader.lab.files import read_files, read_source, revision_of
from grader.lab.metadata import Metadata, read_metadata
from grader.lab.model import Lab, Mistake, Workload
from grader.lab.programs import check_docstring, check_functions, execute, parse

SLUG = re.compile(r"[a-z][a-z0-9_]{0,63}")
HINTS = 3
_loaded: dict[tuple[Path, str], Lab] = {}
"""Labs by folder and revision: a worker grades many submissions and reads each lab once."""


def load_lab(folder: str | Path) -> Lab:
    """The lab in ``folder``.

    Raises: FaultyFiles: with every fault of every file.
    """
    faults = Faults()
    lab = read_lab(folder, faults)
    if lab is None:
        raise FaultyFiles(faults)
    return lab


def read_lab(folder: str | Path, faults: Faults) -> Lab | None:
    """The lab in ``folder``, or ``None`` and at least one more fault.

    Args:
        folder: the lab's.
        faults: gets every fault of every file.
    """
    folder = Path(folder)
    if not folder.is_dir():
        faults.add(folder, 1, "is not a folder")
        return None
    found = Faults()
    files = read_files(folder, found)
    key = (folder.resolve(), revision_of(files))
    if len(found) == 0 and key in _loaded:
        return _loaded[key]
    lab = _Reader(folder, files, found).read(key[1])
    faults.found.extend(found.found)
    if len(found) or lab is None:
        return None
    _loaded[key] = lab
    return lab


_NOTHING = Workload((), lambda rng, size: [])


class _Reader:
    """Reads one folder; what is wrong is added to ``faults``."""

    def __init__(self, folder: Path, files: Mapping[str, bytes], faults: Faults) -> None:
        self.folder, self.files, self.faults = folder, files, faults
        self.hint_of: dict[str, str] = {}

    def read(self, revision: str) -> Lab | None:
        """The lab, or ``None`` when there are faults."""
        if not SLUG.fullmatch(self.folder.name):
            self.faults.add(self.folder, 1, "a lab's folder is named like_this: a-z, 0-9 and _")
        statement, hints = self._text("statement.md"), self._hints()
        metadata = self._metadata()
        if metadata is None:
            return None
        sources = {name: self._program(name, metadata) for name in self.files if _is_python(name)}
        reference, cases, workload = self._execute(sources, metadata)
        if len(self.faults):
            return None
        return Lab(
            slug=self.folder.name,
            **vars(metadata),
            statement=statement,
            starter=sources["starter.py"],
            hints=hints,
            solutions=dict(_inside("solutions", sources)),
            mistakes=tuple(
                Mistake(name, self.hint_of[name], source)
                for name, source in _inside("mistakes", sources)
            ),
            revision=revision,
            folder=self.folder,
            files=self.files,
            reference_source=sources["reference.py"],
            reference=reference,
            make_visible=cases["visible"],
            make_hidden=cases["hidden"],
            workload=workload,
        )

    def _text(self, name: str) -> str:
        text = read_source(self.folder, name, self.files, self.faults)
        if text is not None and not text.strip():
            self.faults.add(self.folder / name, 1, "is empty")
        return text or ""

    def _metadata(self) -> Metadata | None:
        text = self._text("lab.yaml")
        if not text.strip():
            return None
        root = parse_yaml(text, str(self.folder / "lab.yaml"), self.faults)
        return None if root is None else read_metadata(root)

    def _hints(self) -> tuple[str, ...]:
        """Three hints, weak to strong, each below a heading of its own."""
        text = self._text("hints.md")
        hints = tuple(part.strip() for part in re.split(r"(?m)^## .*$", text)[1:])
        if text.strip() and (len(hints) != HINTS or not all(hints)):
            message = (
                f"has {len(hints)} headings (## Hint 1, ...); expected {HINTS} with text below"
            )
            self.faults.add(self.folder / "hints.md", 1, message)
        return hints

    def _program(self, name: str, metadata: Metadata) -> str:
        """The text of a Python file, its syntax and its definitions checked."""
        path, text = self.folder / name, read_source(self.folder, name, self.files, self.faults)
        if text is None or (tree := parse(path, text, self.faults)) is None:
            return ""
        if name not in ("cases.py", "workload.py"):
            exact = name in ("starter.py", "reference.py")
            check_functions(path, tree, metadata.functions, self.faults, signatures=exact)
        if name.startswith("mistakes/"):
            what = "the hint for whoever makes this mistake"
            self.hint_of[path.stem] = check_docstring(path, tree, self.faults, what)
        return text

    def _execute(
        self, sources: Mapping[str, str], metadata: Metadata
    ) -> tuple[dict[str, Any], dict[str, Any], Workload]:
        """What reference, cases and workload define, and whether it holds together."""
        found = {name: self._executed(name, sources) for name in ("reference", "cases", "workload")}
        reference = {
            f.name: found["reference"][f.name]
            for f in metadata.functions
            if callable(found["reference"].get(f.name))
        }
        workload = self._workload(found["workload"])
        for name in ("visible", "hidden"):
            if found["cases"] and not callable(found["cases"].get(name)):
                self.faults.add(self.folder / "cases.py", 1, f"{name} is not defined")
        if len(self.faults) == 0:
            checker = Checker(metadata.functions, reference, self.faults)
            path = self.folder / "cases.py"
            checker.cases(path, found["cases"]["visible"])
            checker.cases(path, found["cases"]["hidden"], np.random.default_rng(0))
            checker.workload(self.folder / "workload.py", workload)
        return reference, found["cases"], workload

    def _executed(self, name: str, sources: Mapping[str, str]) -> dict[str, Any]:
        text = sources.get(f"{name}.py")
        return execute(self.folder / f"{name}.py", text, self.faults) or {} if text else {}

    def _workload(self, found: Mapping[str, Any]) -> Workload:
        """What is timed; nothing, and the faults, where ``workload.py`` does not define it."""
        path, sizes, make = self.folder / "workload.py", found.get("SIZES"), found.get("make")
        counts = isinstance(sizes, tuple) and all(isinstance(s, int) and s > 0 for s in sizes)
        if found and not (sizes and counts):
            self.faults.add(path, 1, "SIZES is not a tuple of whole numbers, such as (100_000,)")
        if found and not callable(make):
            self.faults.add(path, 1, "make(rng, size) is not defined")
        scaling = self._scaling(path, found.get("SCALING", ()))
        return Workload(sizes, make, scaling) if sizes and counts and callable(make) else _NOTHING

    def _scaling(self, path: Path, sizes: Any) -> tuple[int, ...]:
        """``SCALING``: at least three sizes that grow, for labs whose growth is measured."""
        fits = isinstance(sizes, tuple) and all(isinstance(s, int) and s > 1 for s in sizes)
        if not fits or (sizes and (len(sizes) < 3 or sorted(set(sizes)) != list(sizes))):
            message = (
                "SCALING is not a tuple of three or more growing sizes: (5000, 10_000, 20_000)"
            )
            self.faults.add(path, 1, message)
            return ()
        return sizes


def _is_python(name: str) -> bool:
    return name.endswith(".py")


def _inside(folder: str, sources: Mapping[str, str]) -> list[tuple[str, str]]:
    """The files of a folder as (name without ending, text)."""
    return [(Path(k).stem, v) for k, v in sorted(sources.items()) if k.startswith(f"{folder}/")]
