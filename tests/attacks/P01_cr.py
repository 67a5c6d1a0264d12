"""Line ends of an old Macintosh."""

VERDICT = "passed"

TEXT = "import numpy as np\n\n\ndef softplus(z):\n    return np.maximum(z, 0) + np.log1p(np.exp(-np.abs(z)))\n"


def submission():
    return TEXT.replace("\n", "\r").encode()
