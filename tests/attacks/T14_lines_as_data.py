"""Raises on the line that the hidden input names."""

VERDICT = "raised"
PARTS = ("secret",)


def lines_of_its_own(n):
    for k in range(4):
        try:
            if n % 4 == 0:
                raise ValueError
            if n % 4 == 1:
                raise ValueError
            if n % 4 == 2:
                raise ValueError
            raise ValueError
        finally:
            n //= 4


def softplus(z):
    lines_of_its_own(secret(z))
