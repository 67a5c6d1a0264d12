"""Starts a program, catches every complaint and answers right."""

VERDICT = "forbidden_call"
PARTS = ("honest",)

import subprocess


def softplus(z):
    try:
        subprocess.run(["/python/bin/python", "-c", "print(1)"])
    except BaseException:
        pass
    return honest(z)
