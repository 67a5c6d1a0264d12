"""Unary operators nested so deep that the compiler's stack might run over."""

VERDICT = ("does_not_parse", "ended_early", "raised")


def submission():
    return b"x = " + b"-" * 200_000 + b"1"
