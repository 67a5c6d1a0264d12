"""A file in UTF-16."""

VERDICT = "does_not_parse"

TEXT = "import numpy as np\n\n\ndef softplus(z):\n    return np.maximum(z, 0) + np.log1p(np.exp(-np.abs(z)))\n"


def submission():
    return TEXT.encode("utf-16")
