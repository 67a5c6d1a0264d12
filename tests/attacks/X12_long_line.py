"""A line of 900 KB."""

VERDICT = ("wrong_values", "does_not_parse", "memory_limit", "time_limit")


def submission():
    return (
        b"import numpy as np\nx = "
        + b"1+" * 450_000
        + b"1\n\ndef softplus(z):\n    return np.zeros_like(z)\n"
    )
