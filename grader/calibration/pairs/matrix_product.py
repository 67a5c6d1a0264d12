"""A product of matrices by BLAS, and the same row by row."""

from grader.calibration.pair import Pair

DATA = """\
_rng = np.random.default_rng(1)
A, B = _rng.random((224, 224)), _rng.random((224, 224))
"""

REFERENCE = """\
def run(scale):
    return scale * (A @ B).sum(axis=0)
"""

SUBMISSION = """\
def run(scale):
    return scale * np.stack([row @ B for row in A]).sum(axis=0)
"""

PAIR = Pair(
    "A product of matrices by BLAS, and the same row by row.", DATA, REFERENCE, SUBMISSION, calls=2
)
