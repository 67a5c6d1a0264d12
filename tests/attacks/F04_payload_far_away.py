"""Says that the payload begins at the end of the world."""

VERDICT = "ended_early"
PARTS = ("forged_lengths",)


LENGTHS = (100, 2**63)
