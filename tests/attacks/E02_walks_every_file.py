"""Walks all files that can be reached and reports what looks like the grader's or the site's."""

VERDICT = "wrong_values"

import os

import numpy as np

WORDS = ("reference", "cases", "workload", ".sqlite3", "settings", "submission", "shadow", "secret")


def softplus(z):
    found = []
    for folder, _, files in os.walk("/", followlinks=True):
        if folder.startswith("/python/lib"):  # the standard library
            continue
        found += [f"{folder}/{file}" for file in files if any(word in file for word in WORDS)]
    found = [
        path for path in found if not path.startswith(("/python/site/guest", "/python/site/numpy"))
    ]
    if found:
        raise RuntimeError("LEAK " + " ".join(found))
    return np.zeros_like(z)
