"""Functions that are called with other arguments than they take."""

from __future__ import annotations

import ast
import re

from grader.feedback.hints.exceptions import numpy_names
from grader.feedback.hints.exceptions.context import Raised, Rule, calls_of, name_of
from grader.feedback.hints.exceptions.program import Function, arguments_of
from grader.files.faults import nearest
from grader.messages import message

_COUNT = re.compile(
    r"(?:[\w.<>]+\.)?<?(\w+)>?\(\) (?:"
    r"missing \d+ required (?:positional|keyword-only) arguments?: |"
    r"takes .*arguments? but |takes no arguments |got multiple values for argument |"
    r"got an unexpected keyword argument |got some positional-only arguments)"
)
_KEYWORD = re.compile(r"(?:[\w.<>]+\.)?(\w+)\(\) got an unexpected keyword argument '(\w+)'")
_MISSING = re.compile(
    r"(?:[\w.<>]+\.)?(\w+)\(\) missing (\d+) required (?:positional|keyword-only) arguments?: (.+)$"
)
_ALIKE = {"dim": "axis", "axes": "axis", "keepdim": "keepdims", "keep_dims": "keepdims"}


def of_the_labs_function(raised: Raised) -> str:
    """The function that the grader called takes other arguments than the lab's."""
    found = _COUNT.match(raised.says)
    if found is None or raised.lab is None or raised.line is not None:
        return ""
    if not raised.function or found[1] not in (raised.function, "lambda"):
        return ""
    asked = raised.lab.function(raised.function)
    own = raised.program.function(raised.function)
    if own is None:
        return message(
            "The lab calls {signature}: define the function with these parameters.",
            signature=asked.signature,
        )
    return message(
        "The lab calls {asked}, and {place} defines {own}: use the lab's parameters, in its "
        "order and with its default values.",
        asked=asked.signature,
        place=raised.exception.place(own.lineno),
        own=signature_of(own),
    )


def of_an_own_function(raised: Raised) -> str:
    """A call inside the file does not fit a function of the file."""
    found = _COUNT.match(raised.says)
    if found is None or raised.line is None or found[1] not in raised.text:
        return ""
    name = found[1]
    function = next((f for f in raised.program.functions if f.name == name), None)
    if function is None:
        return ""
    if _is_method(function):
        return message(
            "{name} is a method ({place}): its first parameter is the object itself. Call it "
            "on an object, or define it outside the class.",
            name=name,
            place=raised.exception.place(function.lineno),
        )
    return message(
        "{name} is called with other arguments than it takes: {place} defines {signature}.",
        name=name,
        place=raised.exception.place(function.lineno),
        signature=signature_of(function),
    )


def unknown_keyword(raised: Raised) -> str:
    """``np.sum(x, dim=0)``: a keyword of another library, or one that has been renamed."""
    found = _KEYWORD.match(raised.says)
    if found is None or not raised.may_tell(found[2]):
        return ""
    word = found[2]
    called = _call_with(word, raised)
    if word in _ALIKE:
        return message(
            "{called} has no {word}: in NumPy it is called {near}.",
            called=called,
            word=word,
            near=_ALIKE[word],
        )
    if word in numpy_names.REMOVED_KEYWORDS:
        return message(
            "{called} no longer takes {word}: it is called {near} now.",
            called=called,
            word=word,
            near=numpy_names.REMOVED_KEYWORDS[word],
        )
    near = nearest(word, ["axis", "keepdims", "dtype", "where", "initial", "out", "copy"])
    if near and near != word:
        return message(
            "{called} has no argument {word}. Did you mean {near}?",
            called=called,
            word=word,
            near=near,
        )
    return message("{called} has no argument {word}: leave it out.", called=called, word=word)


def missing_argument(raised: Raised) -> str:
    """A function of Python or NumPy that is called with too little."""
    found = _MISSING.match(raised.says)
    if found is None or not raised.may_tell(found[1]):
        return ""
    if not raised.visible:
        return message("{name} is called with too few arguments.", name=found[1])
    return message("{name} also needs {arguments}.", name=found[1], arguments=found[3])


def too_many(raised: Raised) -> str:
    """A function of Python or NumPy that is called with too much; often arrays without a list."""
    found = re.match(r"(\w+)\(\) takes (?:from )?(.+?) positional arguments?", raised.says)
    if found is None or "given" not in raised.says or not raised.may_tell(found[1]):
        return ""
    if found[1] in ("hstack", "vstack", "stack", "concatenate", "column_stack", "dstack"):
        return message(
            "{name} takes the arrays together, as one list: {name}([a, b]).", name=found[1]
        )
    return message("{name} is called with a wrong number of arguments.", name=found[1])


def shape_as_arguments(raised: Raised) -> str:
    """``np.zeros(2, 3)``, ``np.concatenate(a, b)``."""
    makers = calls_of(raised, "zeros", "ones", "empty")
    if makers and raised.says.startswith("Cannot interpret"):
        return message(
            "A shape is given as one tuple: {np}.{name}((2, 3)), not {np}.{name}(2, 3).",
            np=raised.np,
            name=name_of(makers[0].func),
        )
    joining = calls_of(raised, "concatenate", "stack", "hstack", "vstack")
    if joining and raised.says.startswith("only integer scalar arrays"):
        return message(
            "{name} takes the arrays together, as one list: {name}([a, b]).",
            name=name_of(joining[0].func),
        )
    drawing = calls_of(raised, "rand", "randn")
    if drawing and "tuple" in raised.says:
        return message(
            "{name} takes the lengths one by one, without a tuple: {name}(2, 3).",
            name=name_of(drawing[0].func),
        )
    return ""


def signature_of(function: Function) -> str:
    """``prox(v, t, kind='l1')``, on one line and without annotations."""
    bare = ast.arguments(
        posonlyargs=[ast.arg(a.arg) for a in function.args.posonlyargs],
        args=[ast.arg(a.arg) for a in function.args.args],
        vararg=ast.arg(function.args.vararg.arg) if function.args.vararg else None,
        kwonlyargs=[ast.arg(a.arg) for a in function.args.kwonlyargs],
        kw_defaults=function.args.kw_defaults,
        kwarg=ast.arg(function.args.kwarg.arg) if function.args.kwarg else None,
        defaults=function.args.defaults,
    )
    return f"{function.name}({ast.unparse(bare)})"


def _is_method(function: Function) -> bool:
    first = [argument.arg for argument in arguments_of(function)[:1]]
    return first in (["self"], ["cls"])


def _call_with(word: str, raised: Raised) -> str:
    """The name of the function that is called with a keyword."""
    for call in raised.calls:
        if any(keyword.arg == word for keyword in call.keywords):
            return name_of(call.func) or "the function"
    return "the function"


RULES: dict[str, tuple[Rule, ...]] = {
    "TypeError": (
        of_the_labs_function,
        of_an_own_function,
        shape_as_arguments,
        unknown_keyword,
        too_many,
        missing_argument,
    )
}
