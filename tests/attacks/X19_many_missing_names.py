"""Says that the function is missing, and names 55,000 others that are like it."""

VERDICT = "no_such_function"
HOST_SECONDS = 10
PARTS = ("fixed_reply",)


names = [f"softplux{n}" for n in range(55_000)]
TEXT = json.dumps({"missing": names}).encode()
