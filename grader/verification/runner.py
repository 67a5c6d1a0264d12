"""Runs checks on labs, several at a time, and hands each result on as it comes."""

from __future__ import annotations

import multiprocessing
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import nullcontext
from dataclasses import dataclass, field
from multiprocessing.synchronize import Lock
from multiprocessing.util import Finalize
from pathlib import Path
from typing import Any

from grader.files.faults import Faults
from grader.judging.blas_threads import one_blas_thread
from grader.lab.files import read_files, revision_of
from grader.sandbox.host import SandboxUnavailable, close_parents
from grader.verification.check import Check, Effort, all_checks, checks_for
from grader.verification.finding import Finding, Kind
from grader.verification.state import State, key_of
from grader.verification.subject import Subject


@dataclass(frozen=True)
class Result:
    """What one check found in one lab.

    ``waits`` says that the check was not made, because the lab cannot be run yet; ``kept`` that the
    result is that of an earlier run.
    """

    folder: Path
    check: str
    findings: Sequence[Finding] = ()
    seconds: float = 0.0
    waits: bool = False
    kept: bool = False

    @property
    def faults(self) -> list[Finding]:
        """The findings that are faults."""
        return [finding for finding in self.findings if finding.kind is Kind.fault]

    def as_dict(self) -> dict[str, Any]:
        """For JSON."""
        return {
            "check": self.check,
            "promise": all_checks()[self.check].promise,
            "seconds": round(self.seconds, 2),
            "waits": self.waits,
            "findings": [finding.as_dict() for finding in self.findings],
        }


@dataclass(frozen=True)
class Work:
    """How labs are verified: ``roots`` as of `Subject`; ``state`` where results are kept."""

    effort: Effort
    roots: tuple[Path, ...] | None = None
    state: State | None = None


def verify(folders: Sequence[Path], work: Work, jobs: int = 1) -> Iterator[Result]:
    """Every check of every lab in order, each result as soon as those before it are there.

    Args:
        folders: of the labs.
        work: how they are verified.
        jobs: processes that work at the same time. Checks that measure time run one by one.

    Raises: SandboxUnavailable.
    """
    tasks = [(folder, name) for folder in folders for name in checks_for(work.effort)]
    if jobs == 1:
        for folder, name in tasks:
            yield run_check(folder, name, work)
        return
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(
        jobs, context, initializer=_start_worker, initargs=(context.Lock(),)
    ) as pool:
        futures: list[Future[Result]] = [
            pool.submit(run_check, folder, name, work) for folder, name in tasks
        ]
        try:
            for future in futures:
                yield future.result()
        finally:
            pool.shutdown(wait=True, cancel_futures=True)


@dataclass
class _Process:
    """What the processes of one run share."""

    timing: Lock | nullcontext[None] = field(default_factory=nullcontext)


_process = _Process()


def _start_worker(timing: Lock) -> None:
    _process.timing = timing
    Finalize(None, close_parents, exitpriority=1)  # these processes run no `atexit`


def run_check(folder: Path, name: str, work: Work) -> Result:
    """One check of one lab.

    Raises: SandboxUnavailable.
    """
    key = ""
    if work.state is not None:
        revision = revision_of(read_files(folder, Faults())) if folder.is_dir() else ""
        key = key_of(folder, revision, name, work.effort)
        if (kept := work.state.read(key)) is not None:
            return Result(folder, name, kept[1], kept[0], kept=True)
    subject, check = Subject(folder, work.roots), all_checks()[name]
    if check.needs_lab and subject.readable is None:
        return Result(folder, name, waits=True)
    if check.formats and subject.lab.format not in check.formats:
        return Result(folder, name)
    with _process.timing if check.timed else nullcontext():
        started = time.monotonic()
        with one_blas_thread():
            findings = list(_found(check, subject, work.effort))
        seconds = time.monotonic() - started
    if work.state is not None and all(f.kind is not Kind.undecided for f in findings):
        work.state.write(key, seconds, findings)
    return Result(folder, name, findings, seconds)


def _found(check: Check, subject: Subject, effort: Effort) -> Iterator[Finding]:
    try:
        yield from check.run(subject, effort)
    except SandboxUnavailable:
        raise
    except Exception as error:  # the author's code may raise anything, at any time
        message = f"cannot be verified: {type(error).__name__}: {error}"
        yield Finding(str(subject.folder), 1, message, "See which of the lab's files raises this.")
