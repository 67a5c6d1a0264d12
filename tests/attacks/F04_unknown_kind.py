"""Sends a value of a kind that does not exist."""

VERDICT = "ended_early"
PARTS = ("forged_header",)


HEADER = b'{"value": {"pickle": "gASVAAAA"}}'
