"""Prints short lines without end."""

VERDICT = (
    "output_limit",
    "time_limit",
)  # a full pipe waits for the monitor: a busy host may let the limit on time come first


def softplus(z):
    while True:
        print("x")
