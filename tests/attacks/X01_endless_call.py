"""Never comes back."""

VERDICT = "time_limit"


def softplus(z):
    while True:
        pass
