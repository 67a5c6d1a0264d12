"""Returns a list of a million lists."""

VERDICT = ("output_limit", "wrong_type")


def softplus(z):
    return [[1.0]] * 1_000_000
