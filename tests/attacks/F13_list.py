"""Returns a list."""

VERDICT = ("wrong_type",)
PARTS = ("honest",)


def softplus(z):
    right = honest(z)
    return right.tolist()
