"""Names a function of 150,000 combining marks, which are put in order to be compared."""

VERDICT = "no_such_function"
HOST_SECONDS = 10
PARTS = ("fixed_reply",)


names = ["softplus" + "\u0315\u0300" * 75_000]
TEXT = json.dumps({"missing": names}, ensure_ascii=False).encode()
