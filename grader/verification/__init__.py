"""Verifies that a lab keeps what it promises: each check is a module of `checks`.

    for result in verify([folder], Work(Effort())):
        result.check, result.findings

What an author has to do about a finding is in it. Authors' programs run in the sandbox, apart from
the files that a grader executes itself (`grader.lab`).
"""

from grader.verification.check import QUICK, THOROUGH, Check, Effort, all_checks, checks_for
from grader.verification.finding import Finding, Kind
from grader.verification.runner import Result, Work, run_check, verify
from grader.verification.subject import Subject

__all__ = [
    "QUICK",
    "THOROUGH",
    "Check",
    "Effort",
    "Finding",
    "Kind",
    "Result",
    "Subject",
    "Work",
    "all_checks",
    "checks_for",
    "run_check",
    "verify",
]
