"""Tabs and spaces mixed."""

VERDICT = "does_not_parse"

TEXT = "import numpy as np\n\n\ndef softplus(z):\n    return np.maximum(z, 0) + np.log1p(np.exp(-np.abs(z)))\n"


def submission():
    return b"def f():\n\tif 1:\n        return 1\n" + TEXT.encode()
