"""Quotes of a word processor."""

VERDICT = "does_not_parse"
SAYS = "quotes"


def submission():
    return "x = “text”\n".encode()
