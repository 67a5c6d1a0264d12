"""Grades code for numerical labs, without a site: labs from folders, code in a sandbox.

    lab = grader.load_lab("labs/catalogue/penalties")
    report = grader.grade(lab, source)
    report.verdict, report.score, report.as_dict()

NumPy and the standard library do the work (PyYAML reads ``lab.yaml``, threadpoolctl keeps BLAS on
one thread). `grade` raises
`SandboxUnavailable` where code cannot be run safely, and runs nothing.
"""

from grader.grading.grade import grade
from grader.lab import Lab, NoSuchLab, find_lab, load_lab, read_lab
from grader.results.report import VERSION, CaseResult, Performance, Report
from grader.results.verdicts import Verdict
from grader.sandbox import SandboxUnavailable

__all__ = [
    "VERSION",
    "CaseResult",
    "Lab",
    "NoSuchLab",
    "Performance",
    "Report",
    "SandboxUnavailable",
    "Verdict",
    "find_lab",
    "grade",
    "load_lab",
    "read_lab",
]
