"""Sends a header that is no JSON."""

VERDICT = "ended_early"
PARTS = ("forged_header",)


HEADER = b"{" * 100
