"""Prints short lines without end."""

VERDICT = "output_limit"


def softplus(z):
    while True:
        print("x")
