"""Says both that it raised and that it did not."""

VERDICT = ("ended_early", "wrong_type", "raised", "wrong_values")
PARTS = ("forged_header",)


HEADER = b'{"value": null, "raised": "ValueError"}'
