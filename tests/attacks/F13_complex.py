"""Returns complex numbers whose imaginary part is zero."""

VERDICT = ("wrong_dtype", "wrong_type")
PARTS = ("honest",)


def softplus(z):
    right = honest(z)
    return right + 0j
