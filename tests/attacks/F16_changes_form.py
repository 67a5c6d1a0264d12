"""Changes the shape of its input and leaves the bytes alone."""

VERDICT = "changed_inputs"
PARTS = ("honest",)


def softplus(z):
    right = honest(z)
    z.shape = (z.size, 1)
    return right
