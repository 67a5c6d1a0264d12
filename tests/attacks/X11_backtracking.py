"""Lets a regular expression go back and forth for ever."""

VERDICT = "time_limit"
SLOW = True

import re


def softplus(z):
    return re.match(r"(a+)+$", "a" * 60 + "b")
