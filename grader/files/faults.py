"""Faults in authors' files, reported so that they can be fixed: where, what, what was expected.

Every loader of course files (labs, quizzes, chapters, course.yaml) collects faults instead of
stopping at the first, so that an author sees all of them at once.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from difflib import get_close_matches

MOST_NAMES, MOST_CHARS = 300, 100
"""Names that are compared, and characters of each; the time grows with the square of the length."""
_CUTOFF = 0.6
"""`difflib`'s own: less alike is a guess."""


@dataclass(frozen=True, order=True)
class Fault:
    """One fault in one file. ``line`` counts from 1; ``message`` says what is wrong."""

    file: str
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.message}"

    def as_dict(self) -> dict[str, object]:
        """For JSON."""
        return asdict(self)


@dataclass
class Faults:
    """Collects faults over many files."""

    found: list[Fault] = field(default_factory=list)

    def add(self, file: object, line: int, message: str) -> None:
        """Records a fault; ``file`` is its path or the name it is shown by."""
        self.found.append(Fault(str(file), line, message))

    def __iter__(self) -> Iterator[Fault]:
        return iter(sorted(self.found))

    def __len__(self) -> int:
        return len(self.found)

    def summary(self, consequence: str = "nothing was loaded") -> str:
        """How many there are and what follows: ``3 faults in 2 files; nothing was loaded.``"""
        files = len({fault.file for fault in self.found})
        return (
            f"{len(self)} {'fault' if len(self) == 1 else 'faults'} in "
            f"{files} {'file' if files == 1 else 'files'}; {consequence}."
        )


class FaultyFiles(Exception):
    """Files could not be loaded; ``faults`` holds every fault, and the text lists them."""

    def __init__(self, faults: Faults) -> None:
        self.faults = faults
        super().__init__("\n".join([*map(str, faults), faults.summary()]))


def did_you_mean(word: str, known: list[str] | tuple[str, ...]) -> str:
    """A sentence with a space before it, `` Did you mean "ridge"?``, or an empty string.

    Args:
        word: what was found.
        known: what it could have been.
    """
    near = nearest(word, known)
    return f' Did you mean "{near}"?' if near else ""


def nearest(word: str, known: list[str] | tuple[str, ...]) -> str:
    """The known name that is most like a word; empty when none is like it."""
    short = [name for name in known if len(name) <= MOST_CHARS][:MOST_NAMES]
    near = get_close_matches(word[:MOST_CHARS], short, n=1, cutoff=_CUTOFF)
    return near[0] if near else ""
