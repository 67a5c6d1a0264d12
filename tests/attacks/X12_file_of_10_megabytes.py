"""A file of 10 MB."""

VERDICT = "does_not_parse"


def submission():
    return b"# padding\n" * 1_000_000
