"""Skips the work in the first calls, which warm up only."""

VERDICT = "wrong_values"
PARTS = ("honest",)


calls = 0


def softplus(z):
    global calls
    calls += 1
    return np.zeros_like(z) if z.size > 1000 and calls < 9 else honest(z)
