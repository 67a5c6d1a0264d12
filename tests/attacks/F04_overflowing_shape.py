"""Sends a shape whose product overflows 64 bits to a small number."""

VERDICT = "ended_early"
PARTS = ("forged_header",)


HEADER = b'{"value": {"a": ["float64", [4294967296, 4294967296, 2], 0, "C", true]}}'
