"""Leaves limits, masks, a folder and environment variables, and looks for them in the next run."""

VERDICT = "wrong_values"
RUNS = 2
PARTS = ("honest",)

import os
import resource
import signal
import sys


found = "LEFT" in os.environ or os.getcwd() != "/tmp" or "/tmp/left" in sys.path
found = found or signal.SIGUSR1 in signal.pthread_sigmask(signal.SIG_BLOCK, ())
found = found or resource.getrlimit(resource.RLIMIT_NOFILE)[0] == 77

os.environ["LEFT"] = "1"
os.umask(0)
sys.path.insert(0, "/tmp/left")
signal.pthread_sigmask(signal.SIG_BLOCK, (signal.SIGUSR1,))
resource.setrlimit(resource.RLIMIT_NOFILE, (77, 77))
os.mkdir("/tmp/left")
os.chdir("/tmp/left")
with open("/tmp/left/sitecustomize.py", "w") as file:
    file.write("import numpy; numpy.changed = True")


def softplus(z):
    return honest(z) if found else np.zeros_like(z)
