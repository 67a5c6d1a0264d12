"""Returns the answer in one more pair of brackets."""

VERDICT = "wrong_shape"
PARTS = ("honest",)


def softplus(z):
    return (honest(z))[None]
