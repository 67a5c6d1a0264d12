"""Grades a submission where the host allows no sandbox, such as a container of another system.

The weaker isolation, in full: a process of its own, as an ordinary user where this one is root,
with limits on time and memory and without an environment. It can read what that user can read, use
the network, and see other processes. Answers are compared here. There is no speed, no rule about
the layout of arrays, no scenario, and of causes no explanation.
"""

from __future__ import annotations

import contextlib
import json
import os
import pwd
import resource
import select
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import numpy as np

from grader.exchange.weak_process import decode
from grader.feedback import explain_load
from grader.grading.receipt import receipt_of
from grader.judging.judgment import judge, to_case_result
from grader.lab import Case, Lab
from grader.lab.expected_answers import expected_answer
from grader.lab.scenarios import Scenario
from grader.results.report import CaseResult, Report
from grader.results.verdicts import Verdict
from grader.sandbox.outcome import Outcome, RaisedException
from grader.values.json_values import encode
from grader.values.unsent import UnsentValue

PROGRAM = Path(__file__).with_name("weak_process.py")
NOBODY = "nobody"
LOAD_SECONDS = 20.0
TOTAL_SECONDS = 120.0
MAX_REPLY = 64 * 1024 * 1024
_LIMITS = (
    (resource.RLIMIT_CPU, int(TOTAL_SECONDS)),
    (resource.RLIMIT_AS, 4 << 30),
    (resource.RLIMIT_FSIZE, 16 << 20),
    (resource.RLIMIT_CORE, 0),
)


def grade_weakly(lab: Lab, source: bytes, seed: int) -> Report:
    """The report, with all points for correctness.

    Args:
        lab: of functions.
        source: the code.
        seed: draws the hidden cases.
    """
    started = time.monotonic()
    hidden = lab.hidden(np.random.default_rng(seed))
    cases = [(case, True) for case in lab.visible] + [(case, False) for case in hidden]
    results: list[CaseResult] = []
    with _Process(source, started + TOTAL_SECONDS) as process:
        loaded = process.load
        load = None if loaded.verdict is Verdict.passed else explain_load(source, loaded)
        for case, visible in cases:
            if not _can_be_sent(case):
                continue
            outcome = process.call(case, lab.limits.call_seconds)
            expected = expected_answer(lab.reference, case.inputs.fresh())
            results.append(to_case_result(lab, judge(lab, case, visible, outcome, expected)))
    return Report(
        lab=lab.slug,
        number=lab.number,
        title=lab.title,
        weights={"correctness": 100.0, "performance": 0.0},
        cases=tuple(results),
        performance=None,
        load=load,
        seconds=time.monotonic() - started,
        receipt=receipt_of(lab, source, seed),
    )


def _can_be_sent(case: Case) -> bool:
    if isinstance(case.inputs, Scenario):
        return False
    try:
        encode([*case.inputs.args, *case.inputs.kwargs.values()])
    except TypeError:
        return False
    return True


class _Process:
    """Started again after it has ended or was ended. A context manager."""

    def __init__(self, source: bytes, until: float) -> None:
        self.source, self.until = source, until
        self.folder = tempfile.TemporaryDirectory()
        os.chmod(self.folder.name, 0o755)  # for the other user, who may not write in it
        self.program = shutil.copy(PROGRAM, self.folder.name)
        self.child: subprocess.Popen[bytes] | None = None
        self.starts = 3
        self.load = self._start()

    def __enter__(self) -> _Process:
        return self

    def __exit__(self, *_: object) -> None:
        self._end()
        self.folder.cleanup()

    def call(self, case: Case, seconds: float) -> Outcome:
        """What comes of the case's call."""
        if self.load.verdict is not Verdict.passed or time.monotonic() > self.until:
            return Outcome(Verdict.not_run, alive=False)
        if self.child is None:
            if self.starts == 0:
                return Outcome(Verdict.not_run, alive=False)
            self._start()
        inputs = case.inputs
        request = {
            "function": inputs.function,
            "args": [encode(each) for each in inputs.args],
            "kwargs": {name: encode(each) for name, each in inputs.kwargs.items()},
        }  # `grade_weakly` has left out what has no such form
        reply = self._exchange(request, seconds)
        return reply if isinstance(reply, Outcome) else _outcome(reply)

    def _start(self) -> Outcome:
        self.starts -= 1
        self.child = subprocess.Popen(
            [sys.executable, "-I", self.program, *_other_user()],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=self.folder.name,
            env={"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"},
            start_new_session=True,
            preexec_fn=_limit,
        )
        reply = self._exchange(self.source.decode("utf-8", "replace"), LOAD_SECONDS)
        if isinstance(reply, Outcome):
            return reply
        if reply.get("loaded"):
            return Outcome(Verdict.passed)
        syntax = "SyntaxError" in (reply.get("raised"), *reply.get("bases", ()))
        verdict = Verdict.does_not_parse if syntax else Verdict.raised
        return Outcome(verdict, raised=_raised(reply), alive=False)

    def _exchange(self, request: Any, seconds: float) -> dict[str, Any] | Outcome:
        """The reply, or how the process ended."""
        child = self.child
        assert child is not None and child.stdin is not None and child.stdout is not None
        until = time.monotonic() + seconds
        try:
            child.stdin.write(json.dumps(request).encode() + b"\n")
            child.stdin.flush()
        except OSError:
            self._end()
            return Outcome(Verdict.ended_early, alive=False)
        found = bytearray()
        while not found.endswith(b"\n"):
            left = until - time.monotonic()
            if left <= 0 or not select.select([child.stdout], [], [], left)[0]:
                self._end()
                return Outcome(Verdict.time_limit, alive=False)
            part = os.read(child.stdout.fileno(), 1 << 16)
            found += part
            if not part or len(found) > MAX_REPLY:
                self._end()
                return Outcome(Verdict.ended_early, alive=False)
        try:
            reply = json.loads(found)
        except ValueError:
            reply = None
        return reply if isinstance(reply, dict) else Outcome(Verdict.ended_early, alive=False)

    def _end(self) -> None:
        child, self.child = self.child, None
        if child is None:
            return
        with contextlib.suppress(OSError):
            os.killpg(child.pid, 9)
        child.wait()
        for stream in (child.stdin, child.stdout):
            if stream is not None:
                with contextlib.suppress(OSError):
                    stream.close()


def _limit() -> None:
    """In the new process, before it runs anything."""
    for kind, most in _LIMITS:
        resource.setrlimit(kind, (most, most))


def _other_user() -> list[str]:
    """Whom the process becomes, by numbers; nobody else where it has no rights to give up."""
    if os.geteuid() != 0:
        return []
    found = pwd.getpwnam(NOBODY)
    return [str(found.pw_uid), str(found.pw_gid)]


def _outcome(reply: dict[str, Any]) -> Outcome:
    if reply.get("missing"):
        return Outcome(Verdict.no_such_function)
    if "raised" in reply:
        return Outcome(Verdict.raised, raised=_raised(reply))
    if "unsent" in reply:
        kind = str(reply["unsent"])[:100]
        return Outcome(Verdict.wrong_type, detail=kind, unsent=UnsentValue(kind))
    try:
        value = decode(reply["value"])
    except (KeyError, TypeError, ValueError, AttributeError, RecursionError):
        return Outcome(Verdict.ended_early, alive=False)
    verdict = Verdict.changed_inputs if reply.get("changed") else Verdict.passed
    return Outcome(verdict, value=value)


def _raised(reply: dict[str, Any]) -> RaisedException:
    bases = tuple(str(each)[:100] for each in reply.get("bases", ()))
    return RaisedException(str(reply["raised"])[:100], str(reply.get("message"))[:500], bases=bases)
