"""Arithmetic on every entry of an array that stays in the second cache."""

from grader.calibration.pair import Pair

DATA = """\
_rng = np.random.default_rng(1)
V = _rng.normal(size=16_384)
"""

REFERENCE = """\
def run(scale):
    v = V * scale
    for _ in range(40):
        v = v - np.clip(v, -0.01, 0.01)
    return v[:8]
"""

SUBMISSION = """\
def run(scale):
    v = V * scale
    for _ in range(40):
        v = np.sign(v) * np.maximum(np.abs(v) - 0.01, 0.0)
    return v[:8]
"""

PAIR = Pair(
    "Arithmetic on every entry of an array that stays in the second cache.",
    DATA,
    REFERENCE,
    SUBMISSION,
    calls=2,
)
