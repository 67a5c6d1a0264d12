"""A lab: a folder of files that the grader reads, checks and grades by.

Authors of ``cases.py`` and ``workload.py`` need three names::

    from grader.lab import Case, call, raises

    def visible():
        yield Case("two weights", call("penalty", W, "l1", l1=0.5), hint="...")
        yield Case("bad kind", call("penalty", W, "l7"), expects=raises(ValueError), hint="...")

The Python files of a lab belong to whoever runs the site. ``reference.py``, ``cases.py`` and
``workload.py`` are executed in the trusted process;
so are ``solutions/`` with a change, when a failure is explained. Students' code never is. Read a
course from a stranger before you load it.
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
