"""Runs checks on labs, several at a time, and hands each result on as it comes."""

from __future__ import annotations

import ctypes
import multiprocessing
import os
import signal
import sys
import time
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from dataclasses import dataclass
from multiprocessing.util import Finalize
from pathlib import Path
from typing import Any

from grader.files.faults import Faults
from grader.judging.blas_threads import one_blas_thread
from grader.lab.files import read_files, revision_of
from grader.lab.formats import layout_in
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
    tasks = [(folder, names) for folder in folders for names in _groups(work.effort)]
    if jobs == 1:
        for folder, names in tasks:
            yield from run_checks(folder, names, work)
        return
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(
        jobs, context, initializer=_start_worker, initargs=(os.getpid(),)
    ) as pool:
        yield from _run_in_processes(pool, jobs, tasks, work)


_Task = tuple[Path, list[str]]
"""A lab's folder and the names of checks that have one subject."""


def _run_in_processes(
    pool: ProcessPoolExecutor, jobs: int, tasks: Sequence[_Task], work: Work
) -> Iterator[Result]:
    """The tasks' results in their order, though not run in it.

    One process measures time as long as there is something to measure; the others, and at the end
    that one too, do the rest. So no process waits for another.
    """
    timed, others = deque[int](), deque[int]()
    for number, (_, names) in enumerate(tasks):
        (timed if any(all_checks()[name].timed for name in names) else others).append(number)
    running: dict[Future[list[Result]], int] = {}
    done: dict[int, list[Result]] = {}
    measuring: Future[list[Result]] | None = None
    for number in range(len(tasks)):
        while number not in done:
            while len(running) < jobs:
                measures = bool(timed) and measuring not in running
                if not (measures or others):
                    break
                started = (timed if measures else others).popleft()
                future = pool.submit(_all_checked, *tasks[started], work)
                running[future] = started
                measuring = future if measures else measuring
            for future in wait(running, return_when=FIRST_COMPLETED).done:
                done[running.pop(future)] = future.result()
        yield from done.pop(number)


def _groups(effort: Effort) -> list[list[str]]:
    """The names of the checks in order; those that have one subject are together."""
    groups: list[list[str]] = []
    for name, check in checks_for(effort).items():
        if check.after and groups and check.after in groups[-1]:
            groups[-1].append(name)
        else:
            groups.append([name])
    return groups


_PR_SET_PDEATHSIG = 1  # of <linux/prctl.h>


def _start_worker(parent: int) -> None:
    # Else it would wait for tasks for good when the process that hands them out is killed.
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
    if os.getppid() != parent:  # killed before
        sys.exit()
    Finalize(None, close_parents, exitpriority=1)  # these processes run no `atexit`


def run_check(folder: Path, name: str, work: Work) -> Result:
    """One check of one lab.

    Raises: SandboxUnavailable.
    """
    (result,) = run_checks(folder, [name], work)
    return result


def run_checks(folder: Path, names: Sequence[str], work: Work) -> Iterator[Result]:
    """Checks of one lab, which share what they find out about it.

    Raises: SandboxUnavailable.
    """
    subject = Subject(folder, work.roots)
    for name in names:
        yield _run(subject, name, work)


def _all_checked(folder: Path, names: Sequence[str], work: Work) -> list[Result]:
    return list(run_checks(folder, names, work))


def _run(subject: Subject, name: str, work: Work) -> Result:
    folder, check, key = subject.folder, all_checks()[name], ""
    if work.state is not None:
        revision = ""
        if folder.is_dir():
            revision = revision_of(read_files(folder, Faults(), layout_in(folder)))
        key = key_of(folder, revision, name, work.effort)
        if (kept := work.state.read(key)) is not None:
            return Result(folder, name, kept[1], kept[0], kept=True)
    if check.needs_lab and subject.readable is None:
        return Result(folder, name, waits=True)
    if check.formats and subject.lab.format not in check.formats:
        return Result(folder, name)
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
