"""Says that the header is empty."""

VERDICT = "ended_early"
PARTS = ("forged_lengths",)


LENGTHS = (0, 64)
