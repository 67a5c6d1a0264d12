"""The text of a file as spreadsheet programs write it. Pure."""

from __future__ import annotations

import codecs

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def text_of(content: bytes) -> str:
    """UTF-8 or UTF-16, with or without a byte order mark, else Windows' Latin-1.

    Lines end in a line feed.
    """
    return _decoded(content).replace("\r\n", "\n").replace("\r", "\n")


def _decoded(content: bytes) -> str:
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return content.decode(encoding, errors="replace")
    if zeros := content[:2000].count(0):
        # Every second byte of Latin text in UTF-16 is zero: the first where it is big-endian.
        big = content[:2000:2].count(0) > zeros / 2
        return content.decode("utf-16-be" if big else "utf-16-le", errors="replace")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        # Five bytes mean nothing in cp1252.
        return content.decode("cp1252", errors="replace")
