"""Never finishes its import."""

VERDICT = "time_limit"

while True:
    pass
