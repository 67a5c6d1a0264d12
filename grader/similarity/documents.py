"""Submissions as they are compared: their fingerprints, and their tokens again when needed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

import numpy as np

from grader.similarity.index import Hashes
from grader.similarity.normalized import Normalized, normalized
from grader.similarity.winnowing import Fingerprint, fingerprints

_KEPT = 64  # submissions whose tokens are in memory at a time


@dataclass(frozen=True)
class Submission:
    """What one person handed in.

    Args:
        key: names it in the result.
        source: Python code; of a notebook, the code of its cells.
        owner: whose it is; what one person handed in several times is not compared.
        earlier: from another term: compared with this term's, not with others of its kind.
    """

    key: str
    source: str
    owner: str = ""
    earlier: bool = False

    @property
    def person(self) -> str:
        """Whose it is: the owner, or the submission itself where none is known."""
        return self.owner or self.key


@dataclass
class Reader:
    """Reads the submissions of one comparison; the same text is read once."""

    entry_points: frozenset[str] = frozenset()
    lexical: bool = False
    _known: dict[str, tuple[Hashes, bool]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.tokens = lru_cache(_KEPT)(self._tokens)

    def hashes(self, source: str) -> Hashes:
        """The fingerprints of a program as hashes."""
        return self._read(source)[0]

    def is_parsed(self, source: str) -> bool:
        """Whether the program is Python; otherwise its tokens are compared."""
        return self._read(source)[1]

    def prints(self, source: str) -> list[Fingerprint]:
        """The fingerprints of a program with their places."""
        return prints_of(self.tokens(source))

    def all_hashes(
        self, submissions: Sequence[Submission], progress: Callable[[int], None]
    ) -> list[Hashes]:
        """Those of each submission; ``progress`` hears how many are done."""
        found = []
        for number, each in enumerate(submissions, start=1):
            found.append(self.hashes(each.source))
            progress(number)
        return found

    def known(self, sources: Iterable[str]) -> Hashes:
        """What is subtracted: all fingerprints of these programs."""
        found = [self.hashes(source) for source in sources]
        return np.unique(np.concatenate(found)) if found else np.empty(0, np.uint64)

    def _tokens(self, source: str) -> Normalized:
        return normalized(source, self.entry_points, lexical=self.lexical)

    def _read(self, source: str) -> tuple[Hashes, bool]:
        if source not in self._known:
            tokens = self._tokens(source)
            hashes = np.array([each.hash for each in prints_of(tokens)], np.uint64)
            self._known[source] = np.unique(hashes), tokens.parsed
        return self._known[source]


def prints_of(tokens: Normalized) -> list[Fingerprint]:
    """The fingerprints of a normalized program with their places."""
    return fingerprints([sequence.labels for sequence in tokens.sequences])
