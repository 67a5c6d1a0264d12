"""Returns infinity where a large number is right."""

VERDICT = ("not_finite", "wrong_values")
PARTS = ("honest",)


def softplus(z):
    right = honest(z)
    return np.where(right > 100, np.inf, right)
