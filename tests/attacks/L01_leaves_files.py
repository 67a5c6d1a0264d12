"""Writes a file wherever it can and looks for it in the next run."""

VERDICT = "wrong_values"
RUNS = 2
PARTS = ("honest",)

import os


PLACES = ("/tmp", "/dev/shm", "/dev", "/", "/python", "/python/site", "/var/tmp", ".")


def softplus(z):
    if any(os.path.exists(f"{place}/mark") for place in PLACES) and not globals().get("mine"):
        return honest(z)
    globals()["mine"] = True
    for place in PLACES:
        try:
            with open(f"{place}/mark", "w") as file:
                file.write("here")
        except OSError:
            continue
    return np.zeros_like(z)
