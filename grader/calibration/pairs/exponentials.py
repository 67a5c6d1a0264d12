"""Exponentials and logarithms, where vector units help if NumPy has code for them."""

from grader.calibration.pair import Pair

DATA = """\
_rng = np.random.default_rng(1)
V = _rng.normal(scale=4.0, size=16_384)
"""

REFERENCE = """\
def run(scale):
    v = V * scale
    return (np.maximum(v, 0.0) + np.log1p(np.exp(-np.abs(v)))).sum()
"""

SUBMISSION = """\
def run(scale):
    v = V * scale
    return np.logaddexp(0.0, v).sum()
"""

PAIR = Pair(
    "Exponentials and logarithms, where vector units help if NumPy has code for them.",
    DATA,
    REFERENCE,
    SUBMISSION,
    calls=3,
)
