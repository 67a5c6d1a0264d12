"""Computes every second entry and guesses the others."""

VERDICT = "wrong_values"
PARTS = ("honest",)


def softplus(z):
    if z.size < 1000:
        return honest(z)
    return np.repeat(softplus_of(z[::2]), 2)


def softplus_of(z):
    return honest(z)
