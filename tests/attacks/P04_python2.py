"""Python 2."""

VERDICT = "does_not_parse"


def submission():
    return b"def softplus(z):\n    print z\n"
