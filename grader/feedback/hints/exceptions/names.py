"""Names that are not defined, or not yet."""

from __future__ import annotations

import ast
import builtins
import html
import keyword
import re
import sys

import numpy as np

from grader.feedback.hints.exceptions import numpy_names
from grader.feedback.hints.exceptions.context import Raised, Rule
from grader.feedback.hints.exceptions.program import Function
from grader.files.faults import nearest
from grader.messages import message

_MODULES = {
    "np": "import numpy as np",
    "numpy": "import numpy",
    "nd": "import numpy as np",
    "osp": "import os.path as osp",
    "dt": "import datetime as dt",
}
_FROM = {
    "lru_cache": "functools",
    "cache": "functools",
    "partial": "functools",
    "reduce": "functools",
    "wraps": "functools",
    "chain": "itertools",
    "product": "itertools",
    "accumulate": "itertools",
    "defaultdict": "collections",
    "Counter": "collections",
    "deque": "collections",
    "namedtuple": "collections",
    "dataclass": "dataclasses",
    "field": "dataclasses",
    "Enum": "enum",
    "Fraction": "fractions",
    "Decimal": "decimal",
    "deepcopy": "copy",
    "perf_counter": "time",
    **dict.fromkeys(
        "Any Callable Iterable Literal List Dict Tuple Optional Union Sequence Set".split(),
        "typing",
    ),
    **dict.fromkeys(["NDArray", "ArrayLike"], "numpy.typing"),
}
"""By a name that is often used: what to import it from."""
_ABSENT = {
    "jnp": "JAX",
    "pd": "pandas",
    "plt": "Matplotlib",
    "pytest": "pytest",
    "scipy": "SciPy",
    "sklearn": "scikit-learn",
    "sns": "seaborn",
    "sp": "SciPy",
    "special": "SciPy",
    "tf": "TensorFlow",
    "torch": "PyTorch",
}
_OTHER_LANGUAGES = {
    "true": "True",
    "false": "False",
    "null": "None",
    "none": "None",
    "nil": "None",
    "undefined": "None",
    "NULL": "None",
    "nan": "np.nan",
    "NaN": "np.nan",
    "inf": "np.inf",
    "Inf": "np.inf",
    "Infinity": "np.inf",
    "xrange": "range",
    "raw_input": "the parameters of the function",
    "unicode": "str",
    "basestring": "str",
    "long": "int",
    "length": "len",
    "println": "print",
    "newaxis": "np.newaxis",
    "float64": "np.float64",
    "float32": "np.float32",
    "ndarray": "np.ndarray",
}


def undefined(raised: Raised) -> str:
    """A name that nothing in the file, nor Python, defines."""
    found = re.match(r"name '(\w+)' is not defined", raised.says)
    if found is None or found[1] not in raised.statement:
        return ""
    name = found[1]
    for rule in (_pasted, _of_the_prompt, _unimported, _elsewhere, _of_numpy, _misspelt):
        text = rule(name, raised)
        if text:
            return text
    return message(
        "{name} is not defined: nothing in the file gives it a value. Is a line or a function "
        "missing that stands somewhere else, in another file or another cell?",
        name=name,
    )


def _pasted(name: str, raised: Raised) -> str:
    """Text around code that Python can read as code: ``In [1]: x``, ``a &gt; b``, ``a·b``."""
    if name in ("In", "Out") and re.match(r"\s*(?:In|Out) ?\[\d*\]:", raised.text):
        return message("Remove the notebook's {name} [ ]: from the code.", name=name)
    if name in ("gt", "lt", "amp", "quot") and f"&{name};" in raised.text:
        return message(
            "&{name}; is how web pages write {character}: replace it everywhere.",
            name=name,
            character=html.unescape(f"&{name};"),
        )
    odd = next((character for character in name if character in "·∙ªº"), "")
    if odd:
        return message(
            "{odd} (U+{code}) counts as a letter of a name: a product is written with *.",
            odd=odd,
            code=f"{ord(odd):04X}",
        )
    return ""


def _of_the_prompt(name: str, raised: Raised) -> str:
    if name in ("exit", "quit"):
        return message(
            "{name}() ends the interactive Python and is not defined here. Remove the line.",
            name=name,
        )
    if name in ("display", "get_ipython"):
        return message("{name} exists in notebooks only: remove it.", name=name)
    if name in ("__file__", "_", "__"):
        return message("{name} has no value here: do without it.", name=name)
    if name in ("self", "cls"):
        return message(
            "{name} is not defined: only a method whose first parameter is {name} has it. A "
            "function at the top level does without.",
            name=name,
        )
    return ""


def _unimported(name: str, raised: Raised) -> str:
    """A module that is used but not imported, or in another place."""
    program = raised.program
    elsewhere = [each for each in program.imports if each.name == name]
    if elsewhere:
        first = elsewhere[0].line
        if raised.line and first > raised.line and program.function_at(raised.line) is None:
            return message(
                "{name} is imported only after it is used ({place}): put the import at the top of "
                "the file.",
                name=name,
                place=raised.exception.place(first),
            )
        return message(
            "{name} is imported in a place that does not count here ({place}): put the import at "
            "the top of the file, without indentation.",
            name=name,
            place=raised.exception.place(first),
        )
    others = [i.name for i in program.imports if i.module == "numpy" and not i.attribute]
    if name in ("np", "numpy") and others:
        return message(
            "{name} is not defined: the file imports NumPy as {other}. Use one name for it.",
            name=name,
            other=others[0],
        )
    if name in _MODULES:
        return message(
            "{name} is used but never imported: begin the file with {statement}.",
            name=name,
            statement=_MODULES[name],
        )
    if name in _ABSENT:
        return message(
            "{name} is not defined, and {library} is not installed here: write this with NumPy.",
            name=name,
            library=_ABSENT[name],
        )
    is_module = any(
        isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Name)
        and node.value.id == name
        for node in raised.nodes
    )
    if is_module and name in sys.stdlib_module_names:
        return message(
            "{name} is used but never imported: begin the file with import {name}.", name=name
        )
    if name in _FROM:
        return message(
            "{name} is used but never imported: begin the file with from {module} import {name}.",
            name=name,
            module=_FROM[name],
        )
    return ""


def _elsewhere(name: str, raised: Raised) -> str:
    """A variable of another function, or one that gets its value only further down."""
    program, here = raised.program, raised.scope
    top = program.bound_in(None)
    if name in top:
        if raised.line and top[name] > raised.line and here is None:
            return message(
                "{name} is used before {first} defines it: move the definition up.",
                name=name,
                first=raised.program.place(top[name]),
            )
        return message(
            "{name} has no value yet: {first}, which gives it one, did not run.",
            name=name,
            first=raised.program.place(top[name]),
        )
    for function in program.functions:
        if function is not here and name in program.bound_in(function):
            return message(
                "{name} is a variable inside {function} ({first}) and unknown outside it: "
                "pass it as an argument, or return it.",
                name=name,
                function=function.name,
                first=raised.program.place(function.lineno),
            )
    return ""


def _of_numpy(name: str, raised: Raised) -> str:
    """A function of NumPy without its module, or a word of another language."""
    if name in _OTHER_LANGUAGES:
        return message(
            "{name} is not defined in Python. Did you mean {near}?",
            name=name,
            near=_OTHER_LANGUAGES[name],
        )
    called = any(isinstance(c.func, ast.Name) and c.func.id == name for c in raised.calls)
    if called and name in numpy_names.IN_SCIPY:
        return message(
            "{name} is not defined: Python and NumPy have no such function, and SciPy is not "
            "installed here. Write it yourself.",
            name=name,
        )
    near = _local_name(name, raised)
    is_function = callable(getattr(np, name, None)) and not name.startswith("_")
    if called and is_function and name in dir(np) and not near:
        return message(
            "{name} is not defined: NumPy's function is {np}.{name}.", name=name, np=raised.np
        )
    return ""


def _misspelt(name: str, raised: Raised) -> str:
    """A name of the file, a word of Python or a built-in function, in this order."""
    python = [each for each in dir(builtins) if not each.startswith("_") and len(each) > 2]
    near = _local_name(name, raised)
    near = near or nearest(name, [each for each in keyword.kwlist if len(each) > 3])
    near = near or (nearest(name, python) if len(name) > 2 else "")
    if near.lower() == name.lower():
        return message(
            "{name} is not defined, but {near} is: upper and lower case are different names.",
            name=name,
            near=near,
        )
    if near:
        return message("{name} is not defined. Did you mean {near}?", name=name, near=near)
    return ""


def _local_name(name: str, raised: Raised) -> str:
    """The name that is most like this one, of those in the file that the line could use."""
    program, here = raised.program, raised.scope
    local = list(program.bound_in(here)) if here else []
    known = [each for each in [*local, *program.bound_in(None)] if each != name]
    same = [each for each in known if each.lower() == name.lower()]
    return same[0] if same else nearest(name, known)


def unbound(raised: Raised) -> str:
    """A local variable that has no value yet."""
    found = re.match(
        r"cannot access (?:local|free) variable '(\w+)' where it is not associated", raised.says
    )
    if found is None or found[1] not in raised.statement or raised.scope is None:
        return ""
    name, function = found[1], raised.scope
    lines = _assignments(name, function)
    if not lines:
        return message("{name} has no value yet when this line runs.", name=name)
    if _is_deleted(name, function):
        return message("{name} has no value any more: del took it away.", name=name)
    if min(lines) >= (raised.line or 0):
        return _shadowing(name, lines[0], raised)
    around = _around_all(name, function)
    if around == "loop":
        return message(
            "{name} gets its value inside a loop ({first}) that did not run once: give it "
            "one before the loop.",
            name=name,
            first=raised.program.place(lines[0]),
        )
    if around == "branch":
        return message(
            "{name} gets a value in some branches only ({first}), and none of them was taken: "
            "give it one in every case, with an else or before the if.",
            name=name,
            first=raised.program.place(lines[0]),
        )
    return message("{name} has no value when this line runs.", name=name)


def _shadowing(name: str, first: int, raised: Raised) -> str:
    """A name that the function itself assigns to, so that the outer one is hidden in it."""
    if hasattr(builtins, name) or raised.program.function(name) is not None:
        return message(
            "{name} is a variable of this function, because {first} assigns to it, and it has "
            "no value before: use another name for the variable.",
            name=name,
            first=raised.program.place(first),
        )
    if name in raised.program.bound_in(None):
        return message(
            "{name} is a variable of this function, because {first} assigns to it; the one at "
            "the top of the file is another. Let the function keep nothing between calls.",
            name=name,
            first=raised.program.place(first),
        )
    return message(
        "{name} is used before it has a value: {first} gives it one only afterwards.",
        name=name,
        first=raised.program.place(first),
    )


def _assignments(name: str, function: Function) -> list[int]:
    return sorted(
        node.lineno
        for node in ast.walk(function)
        if (isinstance(node, ast.Name) and node.id == name and isinstance(node.ctx, ast.Store))
        or (isinstance(node, ast.FunctionDef) and node.name == name)
    )


def _is_deleted(name: str, function: Function) -> bool:
    targets = [t for n in ast.walk(function) if isinstance(n, ast.Delete) for t in n.targets]
    return any(isinstance(target, ast.Name) and target.id == name for target in targets)


def _around_all(name: str, function: Function) -> str:
    """What every assignment to the name is inside of: a "branch", a "loop", or nothing."""
    stores = {
        id(node)
        for node in ast.walk(function)
        if isinstance(node, ast.Name) and node.id == name and isinstance(node.ctx, ast.Store)
    }
    kinds = {"branch": (ast.If, ast.Try, ast.Match), "loop": (ast.For, ast.While)}
    for kind, types in kinds.items():
        inside = {
            id(node)
            for outer in ast.walk(function)
            if isinstance(outer, types)
            for node in ast.walk(outer)
        }
        if stores and stores <= inside:
            return kind
    return ""


RULES: dict[str, tuple[Rule, ...]] = {
    "NameError": (undefined, unbound),
    "UnboundLocalError": (unbound,),
}
