"""Returns the hidden input, to see it as its own answer."""

VERDICT = "wrong_values"


def softplus(z):
    return z.copy()
