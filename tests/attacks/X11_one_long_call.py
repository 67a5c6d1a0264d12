"""Makes one call that no signal handler interrupts."""

VERDICT = "time_limit"


def softplus(z):
    return sum(range(10**12))
