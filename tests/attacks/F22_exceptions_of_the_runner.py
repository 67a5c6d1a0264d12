"""Raises the exceptions that the runner itself knows."""

VERDICT = ("raised", "wrong_type", "output_limit")

import guest.messages as messages
import guest.values as values


def softplus(z):
    raise (messages.TooLarge if z.ndim == 2 else values.UnsupportedValue)("passed")
