"""Says that the function is missing, and names 16 others of 60,000 letters."""

VERDICT = "no_such_function"
HOST_SECONDS = 10
PARTS = ("fixed_reply",)


names = [f"{n:x}" * 60_000 for n in range(16)]
TEXT = json.dumps({"missing": names}, ensure_ascii=False).encode()
