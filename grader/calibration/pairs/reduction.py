"""Sums and maxima along rows, and across a copy in the other order."""

from grader.calibration.pair import Pair

DATA = """\
_rng = np.random.default_rng(1)
X = _rng.random((400, 500))
"""

REFERENCE = """\
def run(scale):
    return scale * (X.sum(axis=1) + X.max(axis=1))
"""

SUBMISSION = """\
def run(scale):
    columns = np.asfortranarray(X)
    return scale * (columns.sum(axis=1) + columns.max(axis=1))
"""

PAIR = Pair(
    "Sums and maxima along rows, and across a copy in the other order.",
    DATA,
    REFERENCE,
    SUBMISSION,
    calls=6,
)
