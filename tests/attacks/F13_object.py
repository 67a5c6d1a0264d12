"""Returns an array of Python floats."""

VERDICT = "wrong_type"
PARTS = ("honest",)


def softplus(z):
    right = honest(z)
    return right.astype(object)
