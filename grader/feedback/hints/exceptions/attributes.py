"""Attributes that an object does not have."""

from __future__ import annotations

import ast
import re

import numpy as np

from grader.feedback.hints.exceptions import numpy_names
from grader.feedback.hints.exceptions.context import Raised, Rule
from grader.feedback.hints.exceptions.modules import module_attribute
from grader.files.faults import nearest
from grader.messages import Message, message

_SEQUENCES = ("list", "tuple", "range", "dict", "set", "generator", "map", "zip")
_NUMBERS = ("int", "float", "bool")
_SCALARS = ("float64", "float32", "int64", "int32", "bool", "bool_")


def missing_attribute(raised: Raised) -> str:
    """``'list' object has no attribute 'shape'``."""
    found = re.match(r"'([\w.]+)' object has no attribute '(\w+)'", raised.says)
    if found is None or not raised.may_tell(found[1]) or not raised.may_tell(found[2]):
        return ""
    kind, name = found[1].rpartition(".")[2], found[2]
    owner = _owner(raised, name)
    if kind == "NoneType":
        return _of_none(raised, owner, name)
    if kind == "ndarray":
        return _of_array(owner, name)
    if kind == "function":
        return message("{owner} is a function, not its result: call it, {owner}(...).", owner=owner)
    is_numpy = hasattr(np.ndarray, name)
    if kind in (*_SEQUENCES, *_NUMBERS) and is_numpy and isinstance(owner, Message):
        return message(
            "A {kind} has no .{name}, only arrays have: make it one first, with {np}.asarray.",
            kind=kind,
            name=name,
            np=raised.np,
        )
    if kind in _SEQUENCES and is_numpy:
        return message(
            "{owner} is a {kind}, and only arrays have .{name}: make it one first, with "
            "{np}.asarray({owner}).",
            owner=owner,
            kind=kind,
            name=name,
            np=raised.np,
        )
    if kind in _NUMBERS and is_numpy:
        return message(
            "{owner} is a plain number here ({kind}), and only arrays have .{name}: make it one "
            "first, with {np}.asarray({owner}).",
            owner=owner,
            kind=kind,
            name=name,
            np=raised.np,
        )
    if kind in _SCALARS:
        return message(
            "{owner} is one number here ({kind}), which has no .{name}.",
            owner=owner,
            kind=kind,
            name=name,
        )
    if kind == "str" and is_numpy:
        return message(
            "{owner} is text (str), and only arrays have .{name}: are two arguments exchanged?",
            owner=owner,
            name=name,
        )
    if kind == "Generator":
        return message(
            "A generator from np.random.default_rng() has no {name}: it has random, normal, "
            "standard_normal, uniform, integers and choice.",
            name=name,
        )
    return message("{owner} is a {kind}, which has no .{name}.", owner=owner, kind=kind, name=name)


def _owner(raised: Raised, name: str) -> str:
    """The text before the dot; ``this`` where the line has several such dots."""
    owners = {
        ast.unparse(node.value)
        for node in raised.nodes
        if isinstance(node, ast.Attribute) and node.attr == name
    }
    found = owners.pop() if len(owners) == 1 else ""
    return found if found and len(found) <= 40 else message("the object before the dot")


def _of_none(raised: Raised, owner: str, name: str) -> str:
    called = next((c for c in raised.calls if ast.unparse(c) == owner), None)
    if called is not None:
        return message(
            "{owner} is None: that call gives nothing back. Is a return missing in it?", owner=owner
        )
    return message(
        "{owner} is None, which has no .{name}: what should have given it a value?",
        owner=owner,
        name=name,
    )


def _of_array(owner: str, name: str) -> str:
    if name in numpy_names.REMOVED_METHODS:
        return message(
            "Arrays no longer have .{name} in NumPy {version}: use {successor}.",
            name=name,
            version=np.__version__,
            successor=_with_owner(numpy_names.REMOVED_METHODS[name], owner),
        )
    if name in numpy_names.TENSOR_METHODS:
        return message(
            "{owner} is an array, which has no .{name}: use {successor}.",
            owner=owner,
            name=name,
            successor=_with_owner(numpy_names.TENSOR_METHODS[name], owner),
        )
    near = nearest(name, [each for each in dir(np.ndarray) if not each.startswith("_")])
    if near:
        return message(
            "{owner} is an array, which has no .{name}. Did you mean .{near}?",
            owner=owner,
            name=name,
            near=near,
        )
    return message("{owner} is an array, which has no .{name}.", owner=owner, name=name)


def _with_owner(text: str, owner: str) -> str:
    """A remedy for x with the array's own name, where it has one."""
    return re.sub(r"\bx\b", owner, text) if owner.isidentifier() else text


RULES: dict[str, tuple[Rule, ...]] = {"AttributeError": (module_attribute, missing_attribute)}
