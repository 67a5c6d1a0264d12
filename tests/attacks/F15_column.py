"""Returns a column for a row."""

VERDICT = "wrong_shape"
PARTS = ("honest",)


def softplus(z):
    return (honest(z))[..., None]
