"""No line end at the end."""

VERDICT = "passed"

TEXT = "import numpy as np\n\n\ndef softplus(z):\n    return np.maximum(z, 0) + np.log1p(np.exp(-np.abs(z)))\n"


def submission():
    return TEXT.rstrip().encode()
