"""Reports an exception whose parts are of the wrong kinds."""

VERDICT = "ended_early"

import guest.submission as submission


def describe(self, error):
    return {"raised": 7, "message": ["x"], "lines": "123", "memory": "yes", "bases": {}}


submission.Submission.describe = describe


def softplus(z):
    raise ValueError
