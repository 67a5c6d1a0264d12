"""Reading rows of a table that an array of indices names."""

from grader.calibration.pair import Pair

DATA = """\
_rng = np.random.default_rng(1)
TABLE, PLACES = _rng.random((4_000, 16)), _rng.integers(4_000, size=10_000)
"""

REFERENCE = """\
def run(scale):
    return scale * np.take(TABLE, PLACES, axis=0).sum(axis=0)
"""

SUBMISSION = """\
def run(scale):
    return scale * np.stack([column[PLACES] for column in TABLE.T]).sum(axis=1)
"""

PAIR = Pair(
    "Reading rows of a table that an array of indices names.", DATA, REFERENCE, SUBMISSION, calls=3
)
