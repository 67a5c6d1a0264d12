"""Reads a lab's folder into a `Lab`, or reports all its faults at once."""

from __future__ import annotations

import re
from collections.abc import Container, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from grader.files.faults import Faults, FaultyFiles
from grader.files.yaml_nodes import parse_yaml
from grader.lab.answer_form import Field, write_answers
from grader.lab.case_checks import Checker
from grader.lab.declaration_checks import check_declarations
from grader.lab.files import read_files, read_source, revision_of
from grader.lab.formats import Format, format_named, name_in
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
    found = Faults()
    lab = read_what_can_be_run(folder, found)
    faults.found.extend(found.found)
    return None if len(found) else lab


def read_what_can_be_run(folder: str | Path, faults: Faults) -> Lab | None:
    """As `read_lab`, for those who check a lab: faults in texts, solutions and mistakes let it be.

    Solutions and mistakes with faults are left out. ``None`` where cases cannot be made or answered
    or the starter cannot be read.
    """
    folder = Path(folder)
    if not folder.is_dir():
        faults.add(folder, 1, "is not a folder")
        return None
    found = Faults()
    name = name_in(folder, faults)
    if name is None:
        return None
    form = format_named(name)
    files = read_files(folder, found, form.layout)
    key = (folder.resolve(), revision_of(files))
    if len(found) == 0 and key in _loaded:
        return _loaded[key]
    lab = _Reader(folder, files, found, form).read(key[1])
    faults.found.extend(found.found)
    if lab is not None and len(found) == 0:
        _loaded[key] = lab
    return lab


_NOTHING = Workload((), lambda rng, size: [])
_NO_CASES: dict[str, Any] = {"visible": lambda: (), "hidden": lambda rng: ()}
"""Of a lab whose format lets it do without."""


class _Reader:
    """Reads one folder; what is wrong is added to ``faults``."""

    def __init__(
        self, folder: Path, files: Mapping[str, bytes], faults: Faults, form: Format
    ) -> None:
        self.folder, self.files, self.faults, self.format = folder, files, faults, form
        self.essential = {"lab.yaml", *form.layout.programs, *form.layout.optional}
        self.hint_of: dict[str, str] = {}

    def read(self, revision: str) -> Lab | None:
        """The lab, or ``None`` when what has to be run has faults."""
        if not SLUG.fullmatch(self.folder.name):
            self.faults.add(self.folder, 1, "a lab's folder is named like_this: a-z, 0-9 and _")
        statement, hints = self._text("statement.md"), self._hints()
        metadata = self._metadata()
        if metadata is None:
            return None
        sources = {name: self._program(name, metadata) for name in self.files if _is_python(name)}
        reference, cases, workload = self._execute(sources, metadata)
        content = self.format.read(self.folder, sources, metadata, self.faults)
        if self._has_fault(self.essential):
            return None
        if self.format.layout.suffix != ".py":
            sources |= self._texts_in_folders()
        sources = {name: text for name, text in sources.items() if not self._has_fault({name})}
        hint_of = {**self.hint_of, **self.format.hints(content)}
        return Lab(
            slug=self.folder.name,
            **vars(metadata),
            statement=statement,
            starter=sources.get("starter.py") or _empty_form(self.format.fields(content)),
            hints=hints,
            solutions=dict(_inside("solutions", sources)),
            mistakes=tuple(
                Mistake(name, hint_of.get(name, ""), source)
                for name, source in _inside("mistakes", sources)
            ),
            revision=revision,
            folder=self.folder,
            files=self.files,
            reference_source=sources.get("reference.py", ""),
            reference=reference,
            make_visible=cases["visible"],
            make_hidden=cases["hidden"],
            workload=workload,
            content=content,
            declarations=tuple(cases.get("ARGUMENTS", ())),
        )

    def _texts_in_folders(self) -> dict[str, str]:
        """Solutions and mistakes that are no programs."""
        names = [name for name in self.files if name.endswith(self.format.layout.suffix)]
        texts = {n: read_source(self.folder, n, self.files, self.faults) for n in names if "/" in n}
        return {name: text for name, text in texts.items() if text is not None}

    def _has_fault(self, names: Container[str]) -> bool:
        """Whether one of these files, or the folder itself, has a fault."""
        places = [Path(fault.file) for fault in self.faults]
        return any(
            place == self.folder or str(place.relative_to(self.folder)) in names for place in places
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
        if root is None:
            return None
        form = self.format
        return read_metadata(
            root, form.weights, form.limits, form.keys, asks_functions=form.asks_functions
        )

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
        if name not in self.format.layout.declarations:
            exact = name in ("starter.py", "reference.py")
            check_functions(path, tree, metadata.functions, self.faults, signatures=exact)
        if name.startswith("mistakes/"):
            what = "the hint for students who make this mistake"
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
        if "cases.py" not in self.files:
            return reference, _NO_CASES, workload
        for name in ("visible", "hidden"):
            if found["cases"] and not callable(found["cases"].get(name)):
                self.faults.add(self.folder / "cases.py", 1, f"{name} is not defined")
        if not self._has_fault(self.essential):
            checker = Checker(metadata.functions, reference, self.faults)
            path = self.folder / "cases.py"
            checker.cases(path, found["cases"]["visible"])
            checker.cases(path, found["cases"]["hidden"], np.random.default_rng(0))
            declared = found["cases"].get("ARGUMENTS", ())
            check_declarations(path, declared, metadata.functions, reference, self.faults)
            if "workload.py" in self.files:
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


def _empty_form(fields: Sequence[Field]) -> str:
    """What is handed in by who answers nothing."""
    return write_answers([one.name for one in fields], {one.name: one.start for one in fields})


def _is_python(name: str) -> bool:
    return name.endswith(".py")


def _inside(folder: str, sources: Mapping[str, str]) -> list[tuple[str, str]]:
    """The files of a folder as (name without ending, text)."""
    return [(Path(k).stem, v) for k, v in sorted(sources.items()) if k.startswith(f"{folder}/")]
