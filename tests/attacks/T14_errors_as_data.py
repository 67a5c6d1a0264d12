"""Is off by as much as the hidden input says."""

VERDICT = "wrong_values"
PARTS = ("honest", "secret")


def softplus(z):
    return honest(z) + 1 + secret(z)
