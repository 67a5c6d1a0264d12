"""Latin-1 without a coding line."""

VERDICT = "does_not_parse"

TEXT = "import numpy as np\n\n\ndef softplus(z):\n    return np.maximum(z, 0) + np.log1p(np.exp(-np.abs(z)))\n"


def submission():
    return "# é\n".encode("latin-1") + TEXT.encode()
