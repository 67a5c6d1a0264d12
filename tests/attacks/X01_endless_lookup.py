"""Takes for ever to say whether it has the function."""

VERDICT = "time_limit"
SLOW = True


def __getattr__(name):
    while True:
        pass
