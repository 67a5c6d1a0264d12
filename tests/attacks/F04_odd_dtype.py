"""Sends an array of Python objects."""

VERDICT = "ended_early"
PARTS = ("forged_header",)


HEADER = b'{"value": {"a": ["object", [3], 0, "C", true]}}'
