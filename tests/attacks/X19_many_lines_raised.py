"""Says that it raised in 150,000 lines, with a message and bases of 200,000 letters."""

VERDICT = "raised"
HOST_SECONDS = 10
PARTS = ("fixed_reply",)


TEXT = json.dumps(
    {
        "raised": "ValueError" * 1000,
        "bases": ["A"] * 50_000,
        "message": "\u202e" * 30_000,
        "lines": [3] * 150_000,
        "memory": False,
        "module": None,
    }
).encode()
