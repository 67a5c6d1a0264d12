"""Prints formulas for a spreadsheet."""

VERDICT = "wrong_values"

import numpy as np


def softplus(z):
    print('=HYPERLINK("http://example.org", "marks")')
    print("+1+cmd|' /C calc'!A0")
    return np.zeros_like(z)
