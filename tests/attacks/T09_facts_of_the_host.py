"""Tells what the environment, the arguments and the names say of the host."""

VERDICT = "wrong_values"

import getpass
import os
import socket
import sys

import numpy as np


def softplus(z):
    facts = [*os.environ, *sys.argv[1:]]
    facts += [name for name in (socket.gethostname(), os.uname().nodename) if name != "lab"]
    facts += [
        path for path in (sys.executable, sys.prefix, *sys.path) if not path.startswith("/python")
    ]
    try:
        facts.append(getpass.getuser())
    except (OSError, KeyError, ImportError):
        pass
    if facts:
        raise RuntimeError("LEAK " + " ".join(facts))
    return np.zeros_like(z)
