"""Returns a dict whose keys are whole numbers too long to be written out."""

VERDICT = "wrong_type"


def softplus(z):
    return {10**15_000: 1, -(10**15_000): 2.5, (1 << 50_000) + 1: "x"}
