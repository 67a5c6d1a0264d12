"""Returns a decimal number."""

VERDICT = "wrong_type"

from decimal import Decimal


def softplus(z):
    return Decimal("0.5")
