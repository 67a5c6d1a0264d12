"""Text from a submission, made safe to store and to show.

Control characters, marks that reverse the reading direction, NULs and lone surrogates appear as
escapes; nothing is dropped, so that a student sees what was printed.
"""

from __future__ import annotations

import re

MAX_OUTPUT = 8_000
MAX_MESSAGE = 1_000

_UNSAFE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f"
    "\ufeff\ufff9-\ufffb\ud800-\udfff]"
)


def escape_text(text: str, limit: int = MAX_OUTPUT) -> str:
    """``text`` cut at ``limit`` characters, unsafe ones escaped. Line ends become ``\\n``."""
    cut = text[: limit + 1].replace("\r\n", "\n")
    safe = _UNSAFE.sub(_escape, cut[:limit])
    return safe + "\n… (cut)" if len(text) > limit else safe


def decode_output(data: bytes, limit: int = MAX_OUTPUT) -> str:
    """Printed bytes as text to show; what is not UTF-8 appears as escapes."""
    most = 4 * limit + 8  # bytes that are certain to be more than ``limit`` characters
    return escape_text(data[:most].decode("utf-8", "backslashreplace"), limit)


def _escape(match: re.Match[str]) -> str:
    code = ord(match[0])
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"
