"""Sends a value of half a million parts."""

VERDICT = "ended_early"
PARTS = ("forged_header",)


HEADER = b'{"value": [' + b"1," * 500_000 + b"1]}"
