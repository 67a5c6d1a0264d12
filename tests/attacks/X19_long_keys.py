"""Answers with a dictionary whose keys are long and alike."""

VERDICT = "wrong_type"
HOST_SECONDS = 10
PARTS = ("fixed_reply",)


PAIRS = [["x" * 400 + str(n), None] for n in range(2_000)]
TEXT = json.dumps({"value": {"d": PAIRS}}).encode()
