"""Conditions nested a thousand deep."""

VERDICT = "does_not_parse"


def submission():
    lines = [" " * depth + "if 1:" for depth in range(1000)]
    return "\n".join([*lines, " " * 1000 + "x = 1"]).encode()
