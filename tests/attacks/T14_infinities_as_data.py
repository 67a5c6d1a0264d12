"""Gives NaN and infinities at entries that the hidden input names."""

VERDICT = "not_finite"
PARTS = ("honest", "secret")


def softplus(z):
    right = honest(z)
    right.ravel()[secret(z) % z.size] = np.nan if secret(z) % 2 else np.inf
    return right
