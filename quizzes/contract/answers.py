"""The values that question types take and return: answers, scores, samples."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

MAX_TEXT = 200  # characters of one short answer
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


@dataclass(frozen=True)
class InvalidResponse:
    """A response that is no answer to this question; it costs nothing.

    ``expected`` is a sentence, and ``ids`` are the author's ids that could have been given: the
    terminal lists them, a browser never gets them.
    """

    sentence: str
    ids: tuple[str, ...] = ()

    @property
    def expected(self) -> str:
        """For the author of the question."""
        return f"{self.sentence[:-1]}: {', '.join(self.ids)}." if self.ids else self.sentence


@dataclass(frozen=True)
class Part:
    """How one part of an answer did: an option, a blank, a pair, a cell.

    ``right`` says whether the person's choice about this part was right; ``chosen`` whether they
    gave or ticked it; ``given`` and ``expected`` are texts to show.
    """

    id: str
    right: bool
    chosen: bool = True
    given: str = ""
    expected: str = ""
    feedback: str = ""


@dataclass(frozen=True)
class Score:
    """What an answer earns, as a fraction of the question's points, with the reasons.

    ``pending``: somebody or something has yet to grade it; the fraction is 0 until then.
    """

    fraction: float
    parts: tuple[Part, ...] = ()
    feedback: str = ""
    pending: bool = False

    @property
    def right(self) -> bool:
        """Whether everything was earned, up to rounding."""
        return self.fraction >= 1 - 1e-12


@dataclass(frozen=True)
class Sample:
    """A response and what it must score; for certification and tests."""

    response: Any
    fraction: float


@dataclass(frozen=True)
class Samples:
    """Responses that a question makes of itself.

    ``right`` earns everything. ``wrong`` holds by name responses with their declared score.
    ``invalid`` are responses that must be refused with a sentence.
    """

    right: Any
    wrong: Mapping[str, Sample] = field(default_factory=dict)
    invalid: tuple[Any, ...] = ()


def parse_text(value: object) -> str | None:
    """A short text as typed, without the space around it; ``None`` when it is none."""
    if isinstance(value, bool) or not isinstance(value, (str, int, float)):
        return None
    if isinstance(value, int) and abs(value) >= 10**MAX_TEXT:
        return None  # Python takes long to write it, or refuses to
    text = str(value).strip()
    return text if len(text) <= MAX_TEXT and is_storable(text) else None


def is_storable(text: str) -> bool:
    """Whether every database takes the text: NUL and halves of characters are refused."""
    return not _UNSTORABLE.search(text)


def parse_choices(
    response: object, keys: Mapping[str, str], values: Mapping[str, str], what: str
) -> dict[str, str] | InvalidResponse | None:
    """An object that gives some of ``keys`` one of ``values`` each; empty values are left out."""
    if response is None:
        return None
    invalid = InvalidResponse(_("Expected %(what)s, by id.") % {"what": what}, (*keys, *values))
    if not isinstance(response, Mapping) or len(response) > len(keys):
        return invalid
    answer: dict[str, str] = {}
    for key, value in response.items():
        if value in ("", None) and key in keys:
            continue
        if not isinstance(value, str) or key not in keys or value not in values:
            return invalid
        answer[key] = value
    return {key: answer[key] for key in keys if key in answer} or None
