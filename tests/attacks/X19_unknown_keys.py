"""Answers with 80,000 keys that nobody knows."""

VERDICT = "ended_early"
SLOW = True
HOST_SECONDS = 10
PARTS = ("fixed_reply",)


TEXT = json.dumps({f"k{n}": 1 for n in range(80_000)}).encode()
