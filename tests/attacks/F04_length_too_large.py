"""Says that the header is longer than the file."""

VERDICT = "ended_early"
PARTS = ("forged_lengths",)


LENGTHS = (2**64 - 1, 64)
