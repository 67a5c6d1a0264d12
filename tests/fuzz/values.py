"""What is sent: odd values, and files that were damaged on the way."""

from __future__ import annotations

import random

VALUES = [
    "", " ", "0", "1", "-1", "2", "7", "nan", "inf", "-0", "1e999", "1,5", "1/0", "0x10", "on",
    "9" * 5000, "9" * 20, "-" + "9" * 19, "2147483648", "9223372036854775808", "٣", "²", "½",
    "true", "None", "null", "\x00", "a\x00b", "\u202e", "\ufeff", "\r\n", "[]", "{}", "[" * 3000,
    "a b c", "?", ":", "x:9", "<b>", "<script>alert(1)</script>", "'", '"', "%s", "%(x)s", "{x}",
    "{{ x }}", "../..", "é" * 300, "a" * 30_000, "2026-02-30", "2026-10-25T02:30", "0001-01-01",
    "9999-12-31T23:59", "-5 days", "quiz", "lab", "ben", "dora", "ben@example.org", "@", "a@b",
    "http://127.0.0.1/", "https://example.org:99999/", "file:///etc/passwd", "📈", "\U0010ffff",
]  # fmt: skip
NAMES = ["", "x", "page", "q", "sort", "state", "cursor", "limit", "next", "basis", ":go", "é"]
ENDINGS = ["csv", "xlsx", "py", "ipynb", "zip", "txt", "", "\x00", "../x", "a" * 300]


def value(rng: random.Random) -> str:
    kind = rng.random()
    if kind < 0.7:
        return rng.choice(VALUES)
    if kind < 0.85:
        return str(rng.randrange(-3, 40))
    return "".join(chr(rng.choice((rng.randrange(128), rng.randrange(0xD7FF)))) for _ in range(9))


def damaged(rng: random.Random, data: bytes) -> bytes:
    """A few bytes, or a piece, of it changed."""
    found = bytearray(data)
    for _ in range(rng.randrange(1, 6)):
        start = rng.randrange(len(found) + 1)
        end = min(len(found), start + rng.choice((0, 1, 1, 2, 8, 200)))
        change = rng.randrange(5)
        if change == 0:
            found[start:end] = rng.randbytes(end - start)
        elif change == 1:
            del found[start:end]
        elif change == 2:
            found[start:start] = value(rng).encode("utf-8", "replace")[:2000]
        elif change == 3:
            found[start:start] = found[start:end] * rng.randrange(2, 50)
        else:
            del found[end or len(found) :]
    return bytes(found[:300_000])
