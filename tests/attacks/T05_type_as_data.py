"""Names the type of its answer after the hidden input."""

VERDICT = "wrong_type"


def softplus(z):
    return type("LEAK_" + "_".join(str(abs(int(v * 1000))) for v in z.ravel()[:4]), (), {})()
