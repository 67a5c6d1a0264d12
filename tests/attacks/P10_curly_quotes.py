"""Quotes of a word processor."""

VERDICT = "does_not_parse"
SAYS = "quotation mark"


def submission():
    return "x = “text”\n".encode()
