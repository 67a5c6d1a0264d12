"""Returns an array of text."""

VERDICT = "wrong_type"
PARTS = ("honest",)


def softplus(z):
    right = honest(z)
    return right.astype(str)
