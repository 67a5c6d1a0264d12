"""Raises the exception that the hidden input names."""

VERDICT = "raised"

import builtins

KINDS = sorted(
    (kind for kind in vars(builtins).values() if isinstance(kind, type)), key=lambda kind: kind.__name__
)
KINDS = [kind for kind in KINDS if issubclass(kind, ArithmeticError | LookupError | OSError)]

def secret(z):
    """A byte of an input that is not a visible one."""
    return int(abs(z.ravel()[0]) * 1e9) % 256 if z.size not in (2, 3) else 0


def softplus(z):
    raise KINDS[secret(z) % len(KINDS)]
