"""Sends NaN where JSON has none."""

VERDICT = "ended_early"
PARTS = ("forged_header",)


HEADER = b'{"value": NaN}'
