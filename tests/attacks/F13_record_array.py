"""Returns a record array."""

VERDICT = "wrong_type"
PARTS = ("honest",)


def softplus(z):
    right = honest(z)
    return np.rec.array(right)
