"""Deletes its function in a hidden case and leaves one named after the input."""

VERDICT = "no_such_function"
PARTS = ("honest",)


def softplus(z):
    if z.size == 7:
        name = f"softplus{int(abs(z[0]) * 1e9)}"
        globals()[name] = globals().pop("softplus")
    return honest(z)
