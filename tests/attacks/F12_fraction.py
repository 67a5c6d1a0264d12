"""Returns a fraction."""

VERDICT = "wrong_type"

from fractions import Fraction


def softplus(z):
    return Fraction(1, 3)
