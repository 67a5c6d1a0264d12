"""Gives back something that is no array, of a type that the hidden input names."""

VERDICT = "wrong_type"
PARTS = ("secret",)

VALUES = [None, [1.0], (1.0, 2.0), {1: 2}, "text", True, {1.0: "LEAK"}]


def softplus(z):
    return VALUES[secret(z) % len(VALUES)]
