"""Where mutants come from: the lab's ``reference.py`` and the functions that its cases reach."""

from __future__ import annotations

import ast
import contextlib
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from inspect import isfunction
from pathlib import Path
from types import FrameType, ModuleType
from typing import Any

import numpy as np

from grader.lab import Call, Lab
from grader.lab.expected_answers import expected_answer
from grader.mutation_testing.reach import Reach, reach_of
from grader.mutations import Audience, Change, changes

PACKAGE = "grader.reference"
"""The course's reference."""

Function = Callable[..., Any]
Arguments = tuple[Any, ...]
KeywordArguments = dict[str, Any]
FunctionChange = Callable[[Function, Arguments, KeywordArguments], Any]
"""A call of the right function, and what is wrong around it."""
Functions = Mapping[str, Callable[..., Any]]
"""A lab's functions by name."""
Activation = Callable[[], contextlib.AbstractContextManager[Functions]]
"""While its context is entered the lab's functions are changed."""


@dataclass(frozen=True)
class Mutant:
    """One change: ``place`` and ``words`` say where and what.

    ``activate`` makes a context manager that gives the lab's changed functions. ``reach`` says
    which calls can notice the change; without it, any can.
    """

    place: str
    words: str
    activate: Activation
    reach: Reach | None = None


def mutants(lab: Lab, calls: list[Call]) -> Iterator[Mutant]:
    """All mutants of what ``calls`` reach, and mistakes around the whole functions."""
    yield from _whole_function_mutants(lab)
    yield from _adapter_mutants(lab)
    for module, definition in _reached_functions(lab, calls):
        for change in changes(definition, Audience.AUTHOR):
            place = f"{module.__name__.removeprefix(PACKAGE + '.')}:{change.line}"
            reach = reach_of(module.__file__ or "", definition, change.old)
            yield Mutant(place, _words(change), _swapped(lab, module, change.tree), reach)


def _words(change: Change[ast.FunctionDef]) -> str:
    """What is wrong, and the code before and after."""
    return f"{change.words}: {change.arrow}"


# -- around whole functions --------------------------------------------------------------------
def _whole_function_mutants(lab: Lab) -> Iterator[Mutant]:
    for words, change in _WHOLE_FUNCTION_CHANGES.items():
        for function in lab.functions:
            yield Mutant(function.name, words, _wrapped(lab, function.name, change))


def _wrapped(lab: Lab, name: str, change: FunctionChange) -> Activation:
    @contextlib.contextmanager
    def activate() -> Iterator[Functions]:
        right = lab.reference[name]
        yield {**lab.reference, name: lambda *a, **k: change(right, a, k)}

    return activate


def _arrays(args: Arguments) -> list[np.ndarray]:
    flat = [p for part in args for p in (part if isinstance(part, (list, tuple)) else [part])]
    return [part for part in flat if isinstance(part, np.ndarray)]


def _map_arrays(value: Any, change: Callable[[np.ndarray], np.ndarray]) -> Any:
    if isinstance(value, list):
        return [_map_arrays(part, change) for part in value]
    return change(value) if isinstance(value, np.ndarray) else value


def _overwrite_input(right: Function, args: Arguments, kwargs: KeywordArguments) -> Any:
    """The answer is computed in the caller's own array."""
    value = right(*args, **kwargs)
    for array in _arrays(args):
        if isinstance(value, np.ndarray) and array.shape == value.shape and array.flags.writeable:
            array[...] = value.astype(array.dtype)
            break
    return value


def _memory_order(right: Function, args: Arguments, kwargs: KeywordArguments) -> Any:
    """Entries are taken as they lie in memory, which is another order for Fortran arrays."""
    changed = [_map_arrays(a, lambda x: x.ravel(order="K").reshape(x.shape)) for a in args]
    return right(*changed, **kwargs)


_WHOLE_FUNCTION_CHANGES: dict[str, FunctionChange] = {
    "works in the caller's array": _overwrite_input,
    "takes entries as they lie in memory": _memory_order,
    "always double": lambda f, a, k: _map_arrays(f(*a, **k), lambda x: x.astype(float)),
    "always single": lambda f, a, k: _map_arrays(f(*a, **k), lambda x: x.astype(np.float32)),
    "keeps whole numbers whole": lambda f, a, k: _map_arrays(
        f(*a, **k), lambda x: x.astype(int) if _arrays(a)[0].dtype.kind in "iu" else x
    ),
    "last entry left out": lambda f, a, k: _map_arrays(f(*a, **k), lambda x: x[:-1]),
    "optional arguments ignored": lambda f, a, k: f(*a),
}


# -- the lab's own file ------------------------------------------------------------------------
def _adapter_mutants(lab: Lab) -> Iterator[Mutant]:
    tree = ast.parse(lab.reference_source)
    for number, definition in enumerate(tree.body):
        if isinstance(definition, ast.FunctionDef):
            for change in changes(definition, Audience.AUTHOR):
                body = [*tree.body[:number], change.tree, *tree.body[number + 1 :]]
                source = ast.unparse(ast.Module(body, []))
                place = f"reference.py:{change.line}"
                yield Mutant(place, _words(change), _executed(lab, source))


def _executed(lab: Lab, source: str) -> Activation:
    @contextlib.contextmanager
    def activate() -> Iterator[Functions]:
        names: dict[str, Any] = {"__name__": "mutant"}
        exec(compile(source, "mutant", "exec"), names)
        yield {function.name: names[function.name] for function in lab.functions}

    return activate


# -- the course's reference ----------------------------------------------------------------------
def _reached_functions(lab: Lab, calls: list[Call]) -> list[tuple[ModuleType, ast.FunctionDef]]:
    """Functions of the course's reference that answering the calls runs through."""
    modules = {Path(m.__file__).resolve(): m for m in _modules() if m.__file__}
    lines: dict[Path, set[int]] = {path: set() for path in modules}

    def record(frame: FrameType, event: str, _: Any) -> None:
        path = Path(frame.f_code.co_filename)
        if event == "call" and path in lines:
            lines[path].add(frame.f_code.co_firstlineno)

    sys.setprofile(record)
    try:
        for call in calls:
            expected_answer(lab.reference, call.fresh())
    finally:
        sys.setprofile(None)
    found = []
    for path, module in modules.items():
        for node in ast.parse(path.read_text(encoding="utf-8")).body if lines[path] else ():
            if isinstance(node, ast.FunctionDef):
                first = min([node.lineno, *(d.lineno for d in node.decorator_list)])
                if first in lines[path] or node.lineno in lines[path]:
                    found.append((module, node))
    return found


def reference_files() -> list[str]:
    """The files of the course's reference, as their code objects name them."""
    return [module.__file__ for module in _modules() if module.__file__]


def _modules() -> list[ModuleType]:
    return [m for name, m in list(sys.modules.items()) if name.startswith(PACKAGE) and m]


def _swapped(lab: Lab, module: ModuleType, tree: ast.FunctionDef) -> Activation:
    """The changed function in place of the right one, wherever that was imported to.

    The lab's own file is no module of the course's reference, but imports from it: a function of
    the lab may be the right one itself, or call it.
    """

    @contextlib.contextmanager
    def activate() -> Iterator[Functions]:
        right = module.__dict__[tree.name]
        names = dict(module.__dict__)
        exec(compile(ast.Module([tree], []), module.__file__ or "", "exec"), names)
        changed = names[tree.name]
        places = [(n, k) for n in _namespaces(lab) for k, v in list(n.items()) if v is right]
        for namespace, name in places:
            namespace[name] = changed
        try:
            yield {n: changed if f is right else f for n, f in lab.reference.items()}
        finally:
            for namespace, name in places:
                namespace[name] = right

    return activate


def _namespaces(lab: Lab) -> list[dict[str, Any]]:
    """Where functions of the course's reference may have been imported to."""
    own = {id(f.__globals__): f.__globals__ for f in lab.reference.values() if isfunction(f)}
    return [*(vars(module) for module in _modules()), *own.values()]
