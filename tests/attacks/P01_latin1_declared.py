"""Latin-1 with a coding line."""

VERDICT = "passed"

TEXT = "import numpy as np\n\n\ndef softplus(z):\n    return np.maximum(z, 0) + np.log1p(np.exp(-np.abs(z)))\n"


def submission():
    return "# -*- coding: latin-1 -*-\n# é\n".encode("latin-1") + TEXT.encode()
