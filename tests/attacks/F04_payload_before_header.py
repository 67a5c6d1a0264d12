"""Says that the payload begins inside the header."""

VERDICT = "ended_early"
PARTS = ("forged_lengths",)


LENGTHS = (100, 1)
