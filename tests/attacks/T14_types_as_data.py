"""Gives back something that is no array, of a type that the hidden input names."""

VERDICT = "wrong_type"

VALUES = [None, [1.0], (1.0, 2.0), {1: 2}, "text", True, {1.0: "LEAK"}]

def secret(z):
    """A byte of an input that is not a visible one."""
    return int(abs(z.ravel()[0]) * 1e9) % 256 if z.size not in (2, 3) else 0


def softplus(z):
    return VALUES[secret(z) % len(VALUES)]
