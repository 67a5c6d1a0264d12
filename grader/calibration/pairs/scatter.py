"""Adding to places that an array of indices names."""

from grader.calibration.pair import Pair

DATA = """\
_rng = np.random.default_rng(1)
PLACES, VALUES = _rng.integers(5_000, size=60_000), _rng.random(60_000)
"""

REFERENCE = """\
def run(scale):
    return scale * np.bincount(PLACES, weights=VALUES, minlength=5_000)
"""

SUBMISSION = """\
def run(scale):
    total = np.zeros(5_000)
    np.add.at(total, PLACES, VALUES)
    return scale * total
"""

PAIR = Pair(
    "Adding to places that an array of indices names.", DATA, REFERENCE, SUBMISSION, calls=4
)
