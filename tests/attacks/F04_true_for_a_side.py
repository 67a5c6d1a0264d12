"""Sends a shape whose side is true."""

VERDICT = "ended_early"
PARTS = ("forged_header",)


HEADER = b'{"value": {"a": ["float64", [true], 0, "C", true]}}'
