"""A lab: a folder of files that the grader reads, checks and grades by.

Authors of ``cases.py`` and ``workload.py`` need three words::

    from grader.lab import Case, call, raises

    def visible():
        yield Case("two weights", call("penalty", W, "l1", l1=0.5), hint="...")
        yield Case("bad kind", call("penalty", W, "l7"), expects=raises(ValueError), hint="...")

The Python files of a lab belong to whoever runs the site and are executed in the trusted process;
students' code never is. A course from a stranger is to be read before it is loaded.
"""

from grader.lab.cases import Call, Case, Raises, call, raises
from grader.lab.loading import load_lab, read_lab
from grader.lab.lookup import NoSuchLab, find_lab, lab_folders, lab_roots
from grader.lab.model import Function, Lab, Mistake, Thresholds
from grader.values.comparison import Tolerance

__all__ = [
    "Call",
    "Case",
    "Function",
    "Lab",
    "Mistake",
    "NoSuchLab",
    "Raises",
    "Thresholds",
    "Tolerance",
    "call",
    "find_lab",
    "lab_folders",
    "lab_roots",
    "load_lab",
    "raises",
    "read_lab",
]
