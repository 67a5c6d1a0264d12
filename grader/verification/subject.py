"""The lab that is verified: its folder, what can be read of it, and the labs beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path

from grader.files.faults import Faults
from grader.judging.judgment import Judgment
from grader.lab import Lab, lab_folders, lab_roots
from grader.lab.loading import read_what_can_be_run
from grader.verification.placeholders import placeholders_in


class Subject:
    """One lab folder.

    Attributes:
        folder: the lab's.
        roots: folders of other labs, which it may need.
        judged: what became of mistakes, by name, on all cases of the draw of seed 0, once they
            were tried.

    Args:
        folder: see above; its name is the slug.
        roots: see above; those of `lab_roots` unless given. The lab's neighbors are known too.
    """

    def __init__(self, folder: Path, roots: Sequence[Path] | None = None) -> None:
        self.folder = folder
        self.roots = [*(lab_roots() if roots is None else roots), folder.resolve().parent]
        self.faults = Faults()

        self.judged: dict[str, tuple[Judgment, ...]] = {}

    @cached_property
    def readable(self) -> Lab | None:
        """The lab, faulty texts, solutions and mistakes aside; ``None`` when it cannot be run."""
        return read_what_can_be_run(self.folder, self.faults)

    @property
    def lab(self) -> Lab:
        """The lab. Raises: ValueError: it cannot be run."""
        if self.readable is None:
            raise ValueError(f"{self.folder} cannot be run")
        return self.readable

    @cached_property
    def untimed(self) -> Lab:
        """The lab without points for speed, whose grading measures none."""
        return replace(self.lab, weights={"correctness": 100.0, "performance": 0.0})

    @cached_property
    def solutions(self) -> dict[str, str]:
        """Sources of the solutions that are written, by name."""
        sources = self.lab.solutions.items()
        return {name: text for name, text in sources if not placeholders_in(text)}

    @cached_property
    def mistakes(self) -> dict[str, str]:
        """Sources of the mistakes that are written, by name."""
        return {m.name: m.source for m in self.lab.mistakes if not placeholders_in(m.source)}

    @cached_property
    def others(self) -> list[Path]:
        """Folders of the other labs; one that has this lab's name is taken for this lab."""
        return [folder for folder in lab_folders(self.roots) if folder.name != self.folder.name]

    def path(self, name: str) -> str:
        """A file of the lab as it is shown."""
        return str(self.folder / name)

    def text(self, name: str) -> str:
        """A file's text; empty where there is none that can be read."""
        try:
            return (self.folder / name).read_text("utf-8-sig")
        except (OSError, UnicodeDecodeError):
            return ""  # a fault of `read_what_can_be_run`
