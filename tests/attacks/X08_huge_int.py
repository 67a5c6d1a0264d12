"""Returns a whole number of a million digits."""

VERDICT = ("output_limit", "wrong_type")


def softplus(z):
    return 1 << 4_000_000
