"""A file of 50 MB."""

VERDICT = "does_not_parse"


def submission():
    return b"# padding\n" * 5_000_000
