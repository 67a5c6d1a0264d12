"""Gives a generator in place of an answer."""

VERDICT = "wrong_type"
PARTS = ("honest",)


def softplus(z):
    yield honest(z)
