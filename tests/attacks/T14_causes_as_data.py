"""Is wrong in a way that has a name, which one says the hidden input."""

VERDICT = "wrong_values"
PARTS = ("honest", "secret")


FACTORS = [2, 0.5, -1, 4, 0.25, -2, 1 / np.log(2), 1 / np.log(10)]


def softplus(z):
    return (honest(z)) * FACTORS[secret(z) % len(FACTORS)]
