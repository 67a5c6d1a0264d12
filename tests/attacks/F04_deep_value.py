"""Sends a value nested a thousand deep."""

VERDICT = "ended_early"
PARTS = ("forged_header",)


HEADER = b'{"value": ' + b"[" * 1000 + b"]" * 1000 + b"}"
