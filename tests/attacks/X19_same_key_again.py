"""Answers with the same key 100,000 times."""

VERDICT = "ended_early"
HOST_SECONDS = 10
PARTS = ("fixed_reply",)


TEXT = b"{" + b",".join([b'"value":1'] * 100_000) + b"}"
