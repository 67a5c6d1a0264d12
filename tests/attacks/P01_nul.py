"""A NUL in the middle."""

VERDICT = "does_not_parse"

TEXT = "import numpy as np\n\n\ndef softplus(z):\n    return np.maximum(z, 0) + np.log1p(np.exp(-np.abs(z)))\n"


def submission():
    return TEXT.encode() + b"x = \x00\n"
