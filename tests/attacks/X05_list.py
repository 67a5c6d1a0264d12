"""Lets a list grow without end."""

VERDICT = (
    "memory_limit",
    "time_limit",
)  # fetching pages takes time: a busy host may let the limit on time come first


def softplus(z):
    grown = []
    while True:
        grown.append(bytes(100_000))
