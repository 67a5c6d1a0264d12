"""Shows hidden inputs in the message of an exception."""

VERDICT = "raised"


def softplus(z):
    raise AssertionError("LEAK " + repr(z.tolist()))
