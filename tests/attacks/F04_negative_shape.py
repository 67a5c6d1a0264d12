"""Sends an array with a negative side."""

VERDICT = "ended_early"
PARTS = ("forged_header",)


HEADER = b'{"value": {"a": ["float64", [-3], 0, "C", true]}}'
