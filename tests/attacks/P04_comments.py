"""Only comments."""

VERDICT = "no_such_function"


def submission():
    return b"# nothing\n" * 10
