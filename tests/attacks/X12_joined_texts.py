"""Two hundred thousand texts side by side."""

VERDICT = ("wrong_values", "does_not_parse", "memory_limit", "time_limit")


def submission():
    return (
        b"x = "
        + b'"a" ' * 200_000
        + b"\nimport numpy as np\n\ndef softplus(z):\n    return np.zeros_like(z)\n"
    )
