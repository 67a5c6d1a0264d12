"""Memory and multiplications of a linear model over the share of its weights that are not zero."""

from __future__ import annotations

import numpy as np

from courseware.figures import Column, Figure
from grader import reference as ref

COUNT = 1_000_000
MARKED = 0.05

CAPTION = """
A model with {{ count:,d }} weights over the share of them that is not zero. First panel: its
size. A plain array stores every weight, a list of pairs only those that are not zero, each with
its index. The two meet where {{ even:.0%}} of the weights are left. Second panel: the
multiplications that a prediction needs. With {{ marked:.0%}} of the weights left, the list takes
{{ sparse:,d }} bytes instead of {{ dense:,d }}, and a prediction {{ few:,d }} multiplications
instead of {{ count:,d }}.
"""
ALT = """
First panel: megabytes over the share of weights that are not zero. The plain array is a
horizontal line at {{ dense_mb:.0f}}. The list of pairs is a straight line from zero to
{{ most_mb:.0f}}; it crosses the other one at {{ even:.0%}}. A dot marks {{ sparse_mb:.1f}} at
{{ marked:.0%}}. Second panel: millions of multiplications. The plain array is a horizontal line
at one, the list rises from zero to one. A dot marks {{ few_millions:.2f}} at {{ marked:.0%}}.
"""


def figure() -> Figure:
    shares = np.array([0, 0.01, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.8, 1])
    sizes = np.array([ref.sparse_bytes(COUNT, share) for share in shares])
    dense = ref.dense_bytes(COUNT)
    sparse = ref.sparse_bytes(COUNT, MARKED)
    return Figure(
        title="Size of a sparse model",
        caption=CAPTION,
        alt=ALT,
        data={
            "shares": shares,
            "pairs": sizes / 1e6,
            "array": dense / 1e6,
            "count": COUNT / 1e6,
            "marked": MARKED,
        },
        table=[
            Column("Share not zero", shares, ".0%"),
            Column("Bytes, plain array", [dense] * len(shares), ",d"),
            Column("Bytes, list of pairs", sizes, ",d"),
            Column("Multiplications with the list", np.round(shares * COUNT), ",d"),
        ],
        numbers={
            "count": COUNT,
            "marked": MARKED,
            "even": shares[np.argmin(np.abs(sizes - dense))],
            "dense": dense,
            "sparse": sparse,
            "few": round(COUNT * MARKED),
            "dense_mb": dense / 1e6,
            "sparse_mb": sparse / 1e6,
            "most_mb": sizes[-1] / 1e6,
            "few_millions": COUNT * MARKED / 1e6,
        },
    )
