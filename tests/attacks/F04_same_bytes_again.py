"""Sends ten thousand arrays that all lie in the same bytes."""

VERDICT = "ended_early"
PARTS = ("forged_header",)

import json


HEADER = json.dumps({"value": [{"a": ["float64", [3], 0, "C", True]}] * 10_000}).encode()
