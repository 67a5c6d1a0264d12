"""Runs `deploy.up.prepare` beside the start and passes its progress on."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from functools import partial
from typing import Any

from deploy.programs import ROOT
from deploy.saying import Stop, step
from deploy.up.child import end_with_parent
from deploy.up.places import Places


class Preparing:
    """The process that sees to the database."""

    def __init__(self, places: Places, asked: dict[str, Any]) -> None:
        self._errors = places.logs / "prepare.log"
        with open(self._errors, "wb") as errors:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "deploy.up.prepare"],
                cwd=ROOT,
                env=places.environment,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=errors,
                start_new_session=True,
                preexec_fn=partial(end_with_parent, os.getpid(), signal.SIGKILL),
                text=True,
            )
        assert self.process.stdin is not None
        self.process.stdin.write(json.dumps(asked))
        self.process.stdin.close()

    @property
    def running(self) -> bool:
        return self.process.poll() is None

    def wait(self) -> None:
        """Returns when the database is ready; raises `Stop` with what it said when it is not."""
        assert self.process.stdout is not None
        for line in self.process.stdout:
            step(line.rstrip())
        if self.process.wait():
            said = self._errors.read_text(encoding="utf-8", errors="replace").strip()
            if "Traceback" in said:
                last = [line for line in said.splitlines() if not line.startswith(" ")][-1]
                said = f"The site's own code failed ({last}). All of it is in {self._errors}."
            raise Stop(said or "The database could not be prepared.")
