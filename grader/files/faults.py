"""An author's mistake, said so that it can be mended: where, what was found, what was expected.

Every loader of course files (labs, quizzes, chapters, course.yaml) collects faults instead of
stopping at the first, so that an author sees all of them at once.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from difflib import get_close_matches

MOST_NAMES, MOST_CHARS = 300, 100
"""What is compared when a name is looked for; the time grows with the square of the length."""


@dataclass(frozen=True, order=True)
class Fault:
    """One mistake in one file. ``line`` counts from 1; ``message`` says found and expected."""

    file: str
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.message}"

    def as_dict(self) -> dict[str, object]:
        return asdict(self)


@dataclass
class Faults:
    """Collects faults over many files."""

    found: list[Fault] = field(default_factory=list)

    def add(self, file: object, line: int, message: str) -> None:
        self.found.append(Fault(str(file), line, message))

    def __iter__(self) -> Iterator[Fault]:
        return iter(sorted(self.found))

    def __len__(self) -> int:
        return len(self.found)

    def summary(self, consequence: str = "nothing was loaded") -> str:
        """`3 faults in 2 files; nothing was loaded.`"""
        files = len({fault.file for fault in self.found})
        return (
            f"{len(self)} {'fault' if len(self) == 1 else 'faults'} in "
            f"{files} {'file' if files == 1 else 'files'}; {consequence}."
        )


class FaultyFiles(Exception):
    """Files could not be loaded; carries every fault found."""

    def __init__(self, faults: Faults) -> None:
        self.faults = faults
        super().__init__("\n".join([*map(str, faults), faults.summary()]))


def did_you_mean(word: str, known: list[str] | tuple[str, ...]) -> str:
    """` Did you mean "ridge"?` or an empty string."""
    short = [name for name in known if len(name) <= MOST_CHARS][:MOST_NAMES]
    near = get_close_matches(word[:MOST_CHARS], short, n=1, cutoff=0.6)
    return f' Did you mean "{near[0]}"?' if near else ""
