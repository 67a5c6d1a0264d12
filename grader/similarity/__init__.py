"""Which submissions of a lab are more alike than the lab itself explains.

    result = compare([Submission("1", code, owner="ann"), ...], Settings(known=[starter, ...]))
    for pair in result.pairs: ...

`compare` is the whole of it. A file becomes a normalised syntax tree (`normalized`), the tree a
sequence of tokens, and the sequence fingerprints (`winnowing`). What the lab gives away is
subtracted, an inverted index finds the pairs that share the rest, and each pair is measured against
all pairs of the lab (`base_rate`). Nothing here is a proof of copying.
"""

from grader.similarity.compare import (
    Group,
    Pair,
    Result,
    Settings,
    Submission,
    compare,
)

__all__ = ["Group", "Pair", "Result", "Settings", "Submission", "compare"]
