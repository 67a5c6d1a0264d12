"""Asks for braces."""

VERDICT = "does_not_parse"


def submission():
    return b"from __future__ import braces\n"
