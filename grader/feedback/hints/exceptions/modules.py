"""Modules, and names in modules, that are not there."""

from __future__ import annotations

import ast
import re
import sys
from difflib import SequenceMatcher

import numpy as np

from grader.feedback.hints.exceptions import numpy_names
from grader.feedback.hints.exceptions.context import Raised, Rule
from grader.files.faults import nearest
from grader.messages import message

_LIBRARIES = {
    "jax": "JAX",
    "keras": "Keras",
    "matplotlib": "Matplotlib",
    "numba": "Numba",
    "pandas": "pandas",
    "pytest": "pytest",
    "scipy": "SciPy",
    "seaborn": "seaborn",
    "sklearn": "scikit-learn",
    "tensorflow": "TensorFlow",
    "torch": "PyTorch",
}
_NEAR = 0.7
"""Less alike is a guess: NumPy has so many names that one of them always is."""
PYTHON = f"{sys.version_info.major}.{sys.version_info.minor}"
"""The Python that runs submissions; the sandbox has the grader's own."""


def missing_module(raised: Raised) -> str:
    """``import scipy``, ``import nunpy``, ``import numpy.linag``."""
    found = re.match(r"No module named '([\w.]+)'", raised.says)
    if found is None or not raised.may_tell(found[1].split(".")[0]):
        return ""
    name, top = found[1], found[1].split(".")[0]
    if top in _LIBRARIES:
        return message(
            "{library} is not installed here. NumPy and Python's standard library are: remove "
            "this import and write what you need of it with NumPy.",
            library=_LIBRARIES[top],
        )
    near = nearest(top, ["numpy", "math", "functools", "itertools", "typing", "warnings"])
    if near and near != top:
        return message("There is no module {name}. Did you mean {near}?", name=name, near=near)
    if top in ("numpy", *sys.stdlib_module_names):
        part = _near_in(top, name.removeprefix(f"{top}.").split(".")[0])
        if part:
            return message(
                "There is no module {name}. Did you mean {near}?", name=name, near=f"{top}.{part}"
            )
        return message("There is no module {name}; {top} has no such part.", name=name, top=top)
    return message(
        "There is no module {name} here. A submission is one file, and can import NumPy and "
        "Python's standard library.",
        name=name,
    )


def missing_in_import(raised: Raised) -> str:
    """``from numpy import trapz``."""
    found = re.match(r"cannot import name '(\w+)' from '([\w.]+)'", raised.says)
    if found is None or not raised.may_tell(found[1]):
        return ""
    name, module = found.groups()
    if module == "submission":
        return message("The file imports {name} from itself: remove this line.", name=name)
    return missing_attribute(name, module, "np" if module == "numpy" else module)


def other_import_errors(raised: Raised) -> str:
    """Relative imports, and parts of the standard library that need more than Python."""
    if "relative import" in raised.says:
        return message("A submission is one file, so that a relative import has nothing to find.")
    if "cannot open shared object" in raised.says:
        return message("This module needs a library of the system that is not here: do without it.")
    return ""


def module_attribute(raised: Raised) -> str:
    """``np.product``, ``math.logaddexp``: the AttributeError of a module."""
    found = re.match(r"module '([\w.]+)' has no attribute '(\w+)'", raised.says)
    if found is None:
        numpy_name = re.match(r"`np\.(\w+)` was removed", raised.says)
        module, name = ("numpy", numpy_name[1]) if numpy_name else ("", "")
    else:
        module, name = found.groups()
    if not module or not raised.may_tell(name):
        return ""
    return missing_attribute(name, module, _called(raised, module, name))


def _called(raised: Raised, module: str, name: str) -> str:
    """What the line calls the module: ``np`` for ``numpy``."""
    for node in raised.nodes:
        if isinstance(node, ast.Attribute) and node.attr == name:
            return ast.unparse(node.value)
    return "np" if module == "numpy" else module


def missing_attribute(name: str, module: str, called: str) -> str:
    """Why a module has no such name, and what to write instead.

    Args:
        name: that was looked up.
        module: in which.
        called: what the module is called in the submission.
    """
    if module == "numpy":
        return _not_in_numpy(name, called)
    if (module, name) in numpy_names.NEWER:
        return message(
            "{called}.{name} came with Python {version}; your code runs under Python {ours}.",
            called=called,
            name=name,
            version=numpy_names.NEWER[module, name],
            ours=PYTHON,
        )
    if module in ("math", "cmath") and hasattr(np, name):
        return message("{called} has no {name}: it is np.{name}.", called=called, name=name)
    near = _near_in(module, name)
    if near:
        return message(
            "{called} has no {name}. Did you mean {called}.{near}?",
            called=called,
            name=name,
            near=near,
        )
    return message("There is no {name} in {called}.", called=called, name=name)


def _not_in_numpy(name: str, called: str) -> str:
    if name in numpy_names.SUCCESSORS:
        return message(
            "{called}.{name} is no longer in NumPy (version {version} is installed here): "
            "use {successor}.",
            called=called,
            name=name,
            version=np.__version__,
            successor=numpy_names.SUCCESSORS[name],
        )
    if name in numpy_names.IN_SCIPY:
        return message(
            "NumPy has no {name}, and SciPy is not installed here: write it with np.exp, np.log "
            "and the like.",
            name=name,
        )
    near = numpy_names.ELSEWHERE.get(name) or _near_in("numpy", name)
    if near:
        near = near if "." in near or "(" in near else f"{called}.{near}"
        return message("NumPy has no {name}. Did you mean {near}?", name=name, near=near)
    return message("There is no {name} in NumPy.", name=name)


def _near_in(module: str, name: str) -> str:
    """The module's name that is most like the one sought; of modules that are loaded here alone."""
    names = [each for each in dir(sys.modules.get(module)) if not each.startswith("_")]
    if name.lower() in names:
        return name.lower()
    names.sort(key=lambda each: abs(len(each) - len(name)))  # the longest list that is compared
    near = nearest(name, names)
    is_near = SequenceMatcher(None, name.lower(), near.lower()).ratio() >= _NEAR
    return near if is_near else ""


IMPORT_RULES: tuple[Rule, ...] = (missing_module, missing_in_import, other_import_errors)
