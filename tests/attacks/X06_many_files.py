"""Makes empty files until there is no room."""

VERDICT = (
    "raised",
    "time_limit",
)  # filling takes time: a busy host may let the limit on time come first


def softplus(z):
    number = 0
    while True:
        number += 1
        open(f"/tmp/{number}", "w").close()
