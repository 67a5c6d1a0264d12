"""Arithmetic on arrays that no cache of a core holds."""

from grader.calibration.pair import Pair

DATA = """\
_rng = np.random.default_rng(1)
X, Y = _rng.random(1_000_000), _rng.random(1_000_000)
"""

REFERENCE = """\
def run(scale):
    return scale * np.dot(X, Y)
"""

SUBMISSION = """\
def run(scale):
    return scale * np.sum(X * Y)
"""

PAIR = Pair(
    "Arithmetic on arrays that no cache of a core holds.", DATA, REFERENCE, SUBMISSION, calls=2
)
