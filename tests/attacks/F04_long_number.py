"""Sends a whole number of a million digits."""

VERDICT = "ended_early"
PARTS = ("forged_header",)


HEADER = b'{"value": {"i": "' + b"9" * 900_000 + b'"}}'
