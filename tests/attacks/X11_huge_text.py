"""Makes a text of a billion letters."""

VERDICT = "memory_limit"


def softplus(z):
    return 10**9 * "a"
