"""Raises the exception that the hidden input names."""

VERDICT = "raised"
PARTS = ("secret",)

import builtins

KINDS = sorted(
    (kind for kind in vars(builtins).values() if isinstance(kind, type)),
    key=lambda kind: kind.__name__,
)
KINDS = [kind for kind in KINDS if issubclass(kind, ArithmeticError | LookupError | OSError)]


def softplus(z):
    raise KINDS[secret(z) % len(KINDS)]
