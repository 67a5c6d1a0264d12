"""Authors' regular expressions, matched in time linear in the answer.

Python's own engine can backtrack for hours over 39 letters; RE2 cannot. It has no backreferences
and no look-around, which a pattern for a short answer does not need.
"""

from __future__ import annotations

import logging
from functools import lru_cache
from typing import Any

import re2

MAX_LENGTH = 500  # characters
MEMORY = 1 << 20  # bytes of a compiled pattern; bounds what a letter of the answer costs

log = logging.getLogger(__name__)


class PatternError(ValueError):
    """Carries a sentence: why the pattern cannot be used, and what to do."""


@lru_cache(maxsize=1024)
def compile_pattern(pattern: str, case: bool = False) -> Any:
    """The pattern, ready to match. Raises `PatternError`."""
    if len(pattern) > MAX_LENGTH:
        raise PatternError(
            f"the pattern has {len(pattern)} characters; {MAX_LENGTH} at most. List spellings "
            "under “accept”"
        )
    options = re2.Options()
    options.case_sensitive = case
    options.log_errors = False
    options.max_mem = MEMORY
    try:
        return re2.compile(pattern, options=options)
    except (re2.error, UnicodeError) as error:
        reason = error.args[0] if error.args else error
        reason = reason.decode("utf-8", "replace") if isinstance(reason, bytes) else reason
        raise PatternError(
            f"the pattern is not a regular expression of RE2: {reason}. Look-around such as (?=…) "
            "and backreferences such as \\1 do not exist there; write the alternatives out, or "
            "list them under “accept”"
        ) from None


def matches(pattern: str, text: str, case: bool = False) -> bool:
    """Whether the whole text matches. A pattern that RE2 cannot read matches nothing.

    Loading refuses such a pattern, but a revision of an earlier release may hold one.
    """
    try:
        return compile_pattern(pattern, case).fullmatch(text) is not None
    except PatternError as error:
        log.warning("An answer is compared with the listed spellings alone: %s", error)
        return False


def wildcard_pattern(text: str) -> str:
    """A pattern for a text in which a star matches anything."""
    pieces = [re2.escape(piece) for piece in text.split("*")]
    return ".*".join([pieces[0], *(piece for piece in pieces[1:-1] if piece), *pieces[1:][-1:]])
