"""Answers with 60 numbers of 15,000 digits each."""

VERDICT = "wrong_type"
HOST_SECONDS = 10
PARTS = ("fixed_reply",)


TEXT = json.dumps({"value": [{"i": "0x" + "f" * 15_000}] * 60}).encode()
