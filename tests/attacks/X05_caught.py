"""Fills memory again and again and catches what comes of it."""

VERDICT = "time_limit"
SLOW = True


def softplus(z):
    while True:
        try:
            bytes(2**40)
        except MemoryError:
            pass
