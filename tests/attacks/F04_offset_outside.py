"""Sends an array that lies behind the end of the answer."""

VERDICT = "ended_early"
PARTS = ("forged_header",)


HEADER = b'{"value": {"a": ["float64", [3], 99999999999, "C", true]}}'
