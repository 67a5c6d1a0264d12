"""A lab: a folder of files that the grader reads, checks and grades by.

Authors of ``cases.py`` and ``workload.py`` need a few names, and those of `grader.lab.arguments`::

    from grader.lab import Case, call, floats, raises, rate, takes, word

    ARGUMENTS = [takes("penalty", W=floats(), kind=word("l1", "l2"), l1=rate(), l2=rate())]

    def visible():
        yield Case("two weights", call("penalty", W, "l1", l1=0.5), hint="...")
        yield Case("bad kind", call("penalty", W, "l7"), expects=raises(ValueError), hint="...")
        yield Case("two steps", steps(call("step", w, g), call("step", result(0), g)), hint="...")

The Python files of a lab belong to the site's operators. ``reference.py``, ``cases.py`` and
``workload.py`` are executed in the trusted process;
so are ``solutions/`` with a change, when a failure is explained. Students' code never is. Read a
course from a stranger before you load it.
"""

from grader.lab.arguments import (
    classes,
    count,
    counts,
    distributions,
    drawn,
    either,
    floats,
    integers,
    labels,
    list_of,
    logits,
    pair,
    probabilities,
    rate,
    seed,
    takes,
    word,
)
from grader.lab.cases import Call, Case, Raises, call, raises
from grader.lab.loading import load_lab, read_lab
from grader.lab.lookup import NoSuchLab, find_lab, lab_folders, lab_roots
from grader.lab.model import Function, Lab, Mistake, Thresholds
from grader.lab.scenarios import Scenario, result, steps
from grader.lab.stratified import stratified
from grader.values.comparison import Tolerance

__all__ = [
    "Call",
    "Case",
    "Function",
    "Lab",
    "Mistake",
    "NoSuchLab",
    "Raises",
    "Scenario",
    "Thresholds",
    "Tolerance",
    "call",
    "classes",
    "count",
    "counts",
    "distributions",
    "drawn",
    "either",
    "find_lab",
    "floats",
    "integers",
    "lab_folders",
    "lab_roots",
    "labels",
    "list_of",
    "load_lab",
    "logits",
    "pair",
    "probabilities",
    "raises",
    "rate",
    "read_lab",
    "result",
    "seed",
    "steps",
    "stratified",
    "takes",
    "word",
]
