"""Answers with brackets that are nested 500,000 deep."""

VERDICT = "ended_early"
HOST_SECONDS = 10
PARTS = ("fixed_reply",)


TEXT = b'{"value":' + b"[" * 500_000 + b"]" * 500_000 + b"}"
