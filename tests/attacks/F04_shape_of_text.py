"""Sends a shape that is no list of numbers."""

VERDICT = "ended_early"
PARTS = ("forged_header",)


HEADER = b'{"value": {"a": ["float64", "33", 0, "C", true]}}'
