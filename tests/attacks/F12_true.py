"""Returns True for a number."""

VERDICT = ("wrong_type", "wrong_shape", "wrong_dtype")


def softplus(z):
    return True
