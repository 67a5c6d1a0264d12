"""Sends a header nested a hundred thousand deep."""

VERDICT = "ended_early"
PARTS = ("forged_header",)


HEADER = b'{"value": ' + b"[" * 100_000
