"""Never finishes its import."""

VERDICT = "time_limit"
SLOW = True

while True:
    pass
