"""Operations on objects of the wrong kind: TypeError, and casts that NumPy refuses."""

from __future__ import annotations

import ast
import builtins
import re

from grader.feedback.hints.exceptions.context import Raised, Rule, calls_of, name_of, said
from grader.messages import message

_CACHES = ("lru_cache", "cache")


def unhashable(raised: Raised) -> str:
    """Arrays as keys of a dictionary, in a set or as arguments of a cached function."""
    found = re.match(r"unhashable type: '([\w.]+)'", raised.says)
    if found is None or not raised.may_tell(found[1]):
        return ""
    is_array = found[1] == "numpy.ndarray"
    kind = message("an array") if is_array else message("a {kind}", kind=found[1])
    cached = [
        function
        for function in raised.program.functions
        if any(name_of(_decorator(each)) in _CACHES for each in function.decorator_list)
    ]
    called = {name_of(call.func) for call in raised.calls} | {raised.function}
    if (named := [function for function in cached if function.name in called]) or (
        cached and raised.line is None
    ):
        function = (named or cached)[0]
        return message(
            "{name} is cached ({place}), and a cache needs arguments that have a hash, which "
            "{kind} has not: remove {decorator}.",
            name=function.name,
            place=raised.exception.place(function.decorator_list[0].lineno),
            kind=kind,
            decorator="@" + name_of(_decorator(function.decorator_list[0])),
        )
    return message(
        "A dictionary and a set look for a hash, which {kind} has not: it can be no key, and no "
        "member of a set.",
        kind=kind,
    )


def _decorator(node: ast.expr) -> ast.expr:
    return node.func if isinstance(node, ast.Call) else node


def not_callable(raised: Raised) -> str:
    """``v(0)``, ``v.size()``, ``2(x + 1)``, and names that a variable has taken from a function."""
    found = re.match(r"'([\w.]+)' object is not callable", raised.says)
    if found is None or not raised.may_tell(found[1]):
        return ""
    kind = found[1].rpartition(".")[2]
    for call in raised.calls:
        func = call.func
        if isinstance(func, ast.Attribute) and func.attr in ("shape", "size", "ndim", "T", "dtype"):
            return message(".{name} is a value, not a method: write it without ().", name=func.attr)
        if isinstance(func, ast.Constant):
            return message(
                "{number}(...) calls the number: multiply with {number} * (...).",
                number=ast.unparse(func),
            )
    for call in raised.calls:
        if isinstance(call.func, ast.Name) and (text := _taken(call.func.id, kind, raised)):
            return text
    if kind == "module":
        return message("A module is called like a function: name the function, module.function().")
    return message(
        "Something that is no function ({kind}) is called with (): an index needs [], and a "
        "product needs *.",
        kind=kind,
    )


def _taken(name: str, kind: str, raised: Raised) -> str:
    """A name of a variable where the line uses it as a function."""
    scope, program = raised.scope, raised.program
    local, top = program.bound_in(scope) if scope else {}, program.bound_in(None)
    if name not in local and name not in top:
        return ""
    root = scope if scope is not None and name in local else program.tree
    stores = [n.lineno for n in ast.walk(root) if isinstance(n, ast.Name) and n.id == name]
    line = min(stores, default=local.get(name) or top.get(name))
    is_function = hasattr(builtins, name) or any(f.name == name for f in program.functions)
    if is_function:
        return message(
            "{name} is a variable here ({first}), not the function of that name: give the "
            "variable another name.",
            name=name,
            first=program.place(line or 1),
        )
    if kind == "module":
        return message(
            "{name} is a module: name the function in it, {name}.function(...).", name=name
        )
    if kind == "ndarray":
        return message(
            "{name} is an array: an entry of it is {name}[...], and a product needs *.", name=name
        )
    return message("{name} is no function but a {kind}: a product needs *.", name=name, kind=kind)


def not_subscriptable(raised: Raised) -> str:
    """``np.zeros[3]``, ``None[0]``, ``3[0]``."""
    found = re.match(r"'([\w.]+)' object is not subscriptable", raised.says)
    if found is None or not raised.may_tell(found[1]):
        return ""
    kind = found[1].rpartition(".")[2]
    owners = [ast.unparse(n.value) for n in raised.nodes if isinstance(n, ast.Subscript)]
    owner = owners[0] if len(owners) == 1 else ""
    if kind in ("function", "builtin_function_or_method", "method", "type", "ufunc"):
        return message(
            "{owner} is a function: call it with (), not with [].",
            owner=owner or message("The value before the [ ]"),
        )
    if kind in ("map", "zip", "filter", "generator", "dict_keys", "dict_values", "dict_items"):
        return message(
            "{owner} gives its entries one after the other and has no index: make a list of it "
            "first, list(...).",
            owner=owner or message("The value before the [ ]"),
        )
    if kind == "NoneType":
        return message(
            "{owner} is None: what should have given it a value? A function without a return "
            "gives None.",
            owner=owner or message("The value before the [ ]"),
        )
    return message(
        "{owner} is one number ({kind}), which has no entries: leave the [ ] out, or give an "
        "array.",
        owner=owner or message("The value before the [ ]"),
        kind=kind,
    )


def scalar_from_array(raised: Raised) -> str:
    """``math.exp(v)``, ``float(v)``: one number is needed and an array is there."""
    if not re.match(
        r"only (?:0-dimensional|length-1|size-1) arrays can be converted|"
        r"can only convert an array of size 1",
        raised.says,
    ):
        return ""
    for call in raised.calls:
        func = call.func
        if isinstance(func, ast.Attribute) and ast.unparse(func.value) == "math":
            return message(
                "math.{name} takes one number, and this is an array: use {np}.{name}, which works "
                "on every entry.",
                name=func.attr,
                np=raised.np,
            )
        if isinstance(func, ast.Name) and func.id in ("float", "int", "bool"):
            return message(
                "{name}(...) makes one number, and this is an array: reduce it first, or convert "
                "its entries with x.astype({name}).",
                name=func.id,
            )
    return message(
        "One number is needed here, and this is an array with several entries: work on the whole "
        "array, or reduce it to a number first."
    )


def index_from_array(raised: Raised) -> str:
    """``range(v)``, a list indexed by an array."""
    if not raised.says.startswith("only integer scalar arrays can be converted"):
        return ""
    if calls_of(raised, "range"):
        return message("range takes a whole number: range(len(x)), not range(x).")
    return message(
        "A Python list cannot be indexed by an array: make it an array first, with {np}.asarray.",
        np=raised.np,
    )


def bitwise(raised: Raised) -> str:
    """``v ^ 2``, and ``v > 1 & v < 2``, where & binds more tightly than <."""
    found = re.match(r"ufunc '(bitwise_\w+|invert)' not supported for the input types", raised.says)
    found = found or re.match(
        r"unsupported operand type\(s\) for (\^|&|\||~)=?: '(?:float|numpy)", raised.says
    )
    found = found or re.match(r"bad operand type for unary (~): 'float'", raised.says)
    if found is None:
        return ""
    if found[1] in ("bitwise_xor", "^"):
        return message("^ is the exclusive or; a power is written **.")
    if found[1] in ("invert", "~"):
        return message("~ is the logical not for arrays of bools; on floats it means nothing.")
    return message(
        "& and | bind more tightly than < and ==: put each comparison in brackets, "
        "(a < b) & (c < d)."
    )


def of_a_list(raised: Raised) -> str:
    """Arithmetic with a list, or with None."""
    kinds = re.findall(r"'([\w.]+)'", raised.says)
    if not re.match(
        r"unsupported operand type|bad operand type|can't multiply sequence|"
        r"'[<>=]+' not supported|can only concatenate|must be real number|type \w+ doesn't",
        raised.says,
    ):
        return ""
    words = kinds or re.findall(r"\b(list|tuple|str|NoneType|sequence)\b", raised.says)
    if not all(raised.may_tell(word) for word in words):
        return ""
    if "NoneType" in words:
        return message(
            "One side of the operation is None: a function without a return gives None, and so do "
            "methods that change a list, like append and sort."
        )
    if "str" in words:
        return message("One side of the operation is text (str): are two arguments exchanged?")
    for kind in ("list", "tuple", "sequence"):
        if kind in words or kind in raised.says:
            return message(
                "Python's lists and tuples do not calculate entry by entry: make an array first, "
                "with {np}.asarray.",
                np=raised.np,
            )
    if {"function", "method", "builtin_function_or_method"} & set(words):
        return message("A function takes part in the calculation, not its result: call it with ().")
    if "generator" in words:
        return message("A generator takes part in the calculation: make it an array first.")
    return ""


def cast_in_place(raised: Raised) -> str:
    """``x += 0.5`` on integers."""
    found = re.match(
        r"Cannot cast ufunc '\w+' output from dtype\('(\w+)'\) to dtype\('(\w+)'\)", raised.says
    )
    if found is None or not all(map(raised.may_tell, found.groups())):
        return ""
    return message(
        "The array holds {held} and the result is {result}, so that it cannot be stored in place: "
        "write x = x + y instead of x += y, or convert first, x = x.astype(float).",
        held=found[2],
        result=found[1],
    )


_TABLE: tuple[Rule, ...] = (
    said(
        r"cannot unpack non-iterable (?P<kind>[\w.]+)",
        message(
            "The right side is one thing ({kind}) here and cannot be taken apart into several "
            "names: is it a pair for some inputs only?"
        ),
    ),
    said(
        r"'(?P<kind>[\w.]+)' object is not iterable",
        message(
            "A single value ({kind}) is used where a loop needs several: range(n) counts to a "
            "number."
        ),
    ),
    said(
        r"object of type '(?P<kind>[\w.]+)' has no len\(\)",
        message(
            "len needs something with entries, and this is a {kind}: {np}.size(x) always fits."
        ),
    ),
    said(
        r"len\(\) of unsized object|iteration over a 0-d array",
        message(
            "This is an array of one number without an axis, shape (): it has no length and no "
            "entries to go through. {np}.size(x) always fits."
        ),
    ),
    said(
        r"(?:list|tuple|string) indices must be integers or slices, not (?P<kind>\w+)",
        message(
            "An index of a list is a whole number, and this is a {kind}: use // for a division, or "
            "make the list an array for an index with several axes."
        ),
    ),
    said(
        r"slice indices must be integers",
        message("The ends of a slice are whole numbers: divide with //, or convert with int."),
    ),
    said(
        r"'(?P<kind>float|numpy\.float\d+)' object cannot be interpreted as an integer",
        message("A whole number is needed here: divide with //, or convert with int."),
    ),
    said(
        r"'(?P<kind>[\w.]+)' object cannot be interpreted as an integer",
        message("A whole number is needed here, and this is a {kind}."),
    ),
    said(
        r"data type '(?P<name>.*)' not understood",
        message("There is no dtype {name}. Did you mean float32 or float64?"),
        message("There is no such dtype. Did you mean float32 or float64?"),
    ),
    said(
        r"Cannot interpret '.*' as a data type",
        message(
            "Something that is not a dtype is used where a dtype is expected: is a bracket missing "
            "around a shape?"
        ),
    ),
    said(
        r"(?:The )?numpy boolean (?:negative|subtract)",
        message(
            "True and False have no minus: make numbers of the comparison first, with "
            ".astype(float)."
        ),
    ),
    said(
        r"loop of ufunc does not support argument \d+ of type (?P<kind>[\w.]+)",
        message(
            "NumPy cannot calculate with a {kind}: give it numbers or an array. A function without "
            "a return gives None."
        ),
    ),
    said(
        r"ufunc '\w+' did not contain a loop|ufunc '\w+' not supported for the input types",
        message(
            "The operation is not defined for these kinds of array: one of them holds text or "
            "objects instead of numbers. Are two arguments exchanged?"
        ),
    ),
    said(
        r"Cannot cast array data from dtype\('(?P<of>\w+)'\) to dtype\('(?P<to>\w+)'\)",
        message("An array of {to} is needed here, and this one holds {of}: x.astype(int)."),
    ),
    said(
        r"isinstance\(\) arg 2 must be a type",
        message("isinstance asks for a type: for arrays it is {np}.ndarray, not {np}.array."),
    ),
    said(
        r"unsupported format string passed to",
        message("A format like .2f is for one number, and this is none: print the value itself."),
    ),
    said(
        r"'(?P<kind>tuple|str|range)' object does not support item assignment",
        message("A {kind} cannot be changed: make it a list or an array first."),
    ),
    said(
        r"'generator' object|'(?P<kind>map|zip|filter)' object",
        message("This is read only once, entry by entry: make a list of it first, list(...)."),
    ),
    said(
        r"exceptions must derive from BaseException",
        message("raise needs an exception: raise ValueError(text), not raise text."),
    ),
    said(
        r"'(?P<kind>[\w.]+)' object does not support the context manager protocol",
        message("with does not work on a {kind}."),
    ),
    said(
        r"argument of type '(?P<kind>[\w.]+)' is not iterable",
        message("in looks for something in a collection, and this is a {kind}."),
    ),
)

RULES: dict[str, tuple[Rule, ...]] = {
    "TypeError": (
        unhashable,
        not_callable,
        not_subscriptable,
        scalar_from_array,
        index_from_array,
        bitwise,
        of_a_list,
        *_TABLE,
    ),
    "UFuncTypeError": (cast_in_place, *_TABLE),
    "ValueError": (scalar_from_array,),
}
