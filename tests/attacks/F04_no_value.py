"""Says nothing at all."""

VERDICT = ("ended_early", "wrong_type", "raised", "wrong_values")
PARTS = ("forged_header",)


HEADER = b"{}"
