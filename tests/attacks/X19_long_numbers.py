"""Answers with numbers of 1,000,000 digits."""

VERDICT = "ended_early"
HOST_SECONDS = 10
PARTS = ("fixed_reply",)


TEXT = b'{"value":' + b"9" * 1_000_000 + b"}"
