"""Sends a bare number of many digits."""

VERDICT = "ended_early"
PARTS = ("forged_header",)


HEADER = b'{"value": ' + b"9" * 900_000 + b"}"
