"""Reports lines that are not in the file."""

VERDICT = "raised"

import guest.submission as submission

honest = submission.Submission.describe


def describe(self, error):
    return honest(self, error) | {"lines": [0, -1, 10**30, 1.5, None, True, "1"] * 1000}


submission.Submission.describe = describe


def softplus(z):
    raise ValueError("x")
