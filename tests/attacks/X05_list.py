"""Lets a list grow without end."""

VERDICT = "memory_limit"


def softplus(z):
    grown = []
    while True:
        grown.append(bytes(100_000))
