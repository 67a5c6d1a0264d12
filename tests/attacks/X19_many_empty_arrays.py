"""Answers with 15,000 empty arrays of 10 dimensions."""

VERDICT = "wrong_type"
SLOW = True
HOST_SECONDS = 10
PARTS = ("fixed_reply",)


ARRAY = {"a": ["float64", [0] * 10, 0, "C", True]}
TEXT = json.dumps({"value": [ARRAY] * 15_000}).encode()
