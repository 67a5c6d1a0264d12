"""Returns a structured array."""

VERDICT = "wrong_type"
PARTS = ("honest",)


def softplus(z):
    right = honest(z)
    return np.array(list(zip(right.ravel())), dtype=[("x", float)])
