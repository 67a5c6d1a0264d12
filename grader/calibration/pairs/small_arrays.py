"""Many steps on small arrays, where the price of a call decides."""

from grader.calibration.pair import Pair

DATA = """\
_rng = np.random.default_rng(1)
X, Y = _rng.random((300, 8)), _rng.random(300)
"""

REFERENCE = """\
def run(scale):
    w = np.full(8, scale)
    for row, target in zip(X, Y):
        w = w - 0.05 * (row @ w - target) * row
    return w
"""

SUBMISSION = """\
def run(scale):
    w = np.full(8, scale)
    for i in range(len(X)):
        error = np.sum(np.multiply(X[i], w)) - Y[i]
        w = np.subtract(w, np.multiply(0.05 * error, X[i]))
    return w
"""

PAIR = Pair(
    "Many steps on small arrays, where the price of a call decides.",
    DATA,
    REFERENCE,
    SUBMISSION,
    calls=2,
)
