"""Runs one submission in one sandbox: namespaces, read-only files, no network, counted resources.

    with open_session(Limits()) as session:
        session.load(source)
        outcome = session.call("penalty", (w, "l1"), {"l1": 0.5})

The host needs bubblewrap and a Linux kernel with user namespaces; `probe` says what is missing.
Where no sandbox can be made, `SandboxUnavailable` says why, and nothing is run.
"""

from grader.sandbox.host import Host, SandboxUnavailable, open_session, probe
from grader.sandbox.limits import Limits
from grader.sandbox.outcome import Outcome, RaisedException
from grader.sandbox.session import Session

__all__ = [
    "Host",
    "Limits",
    "Outcome",
    "RaisedException",
    "SandboxUnavailable",
    "Session",
    "open_session",
    "probe",
]
