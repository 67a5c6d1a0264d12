"""Python's own messages on indentation, brackets, quotes and the like, in a teacher's words."""

from __future__ import annotations

import re

from grader.feedback.hints.parsing.broken import Broken, Rule, by_message
from grader.messages import message

_BLOCK = re.compile(
    r"\s*(?:async\s+)?(?:if|elif|else|for|while|def|class|with|try|except|finally|match|case)\b"
)


def equals_sign(broken: Broken) -> str:
    """= where two things are compared, or the two sides of an assignment exchanged."""
    says = broken.says
    if "Maybe you meant '=='" not in says and 'perhaps you meant "=="' not in says:
        return ""
    if re.match(r"\s*(?:if|elif|while|assert|return)\b", broken.code):
        return message("A comparison is written ==; a single = assigns.")
    if says.startswith("cannot assign"):
        what = re.match(r"cannot assign to (.+?) here", says)
        return message(
            "The left side of = gets the value, and has to be a name: here it is {what}. Are "
            "the sides exchanged? A comparison is written ==.",
            what=_what(what[1] if what else ""),
        )
    return message(
        "In a call, the left side of = is the name of a parameter. A comparison is written ==."
    )


def _what(kind: str) -> str:
    known = {
        "function call": message("a call"),
        "expression": message("a formula"),
        "literal": message("a number or text"),
        "comparison": message("a comparison"),
        "attribute": message("an attribute"),
    }
    return known.get(kind, kind or message("something else"))


def missing_colon(broken: Broken) -> str:
    """``if x > 1`` without a colon."""
    if broken.says != "expected ':'":
        return ""
    word = _BLOCK.match(broken.code)
    if word is None:
        return message("A colon is missing.")
    return message("A colon is missing at the end: {start} ... :", start=word[0].strip())


def stray_colon(broken: Broken) -> str:
    """``x = 3:``."""
    if broken.says.startswith("invalid syntax") and broken.code.endswith(":"):
        if _BLOCK.match(broken.code) is None and "lambda" not in broken.code:
            return message("This line begins no block: remove the colon at its end.")
        if broken.code.endswith("::"):
            return message("There is a colon too many at the end.")
    return ""


def number_before_name(broken: Broken) -> str:
    """``2x``."""
    if broken.says != "invalid decimal literal":
        return ""
    found = re.search(r"(?<![\w.])(\d+(?:\.\d+)?)(?![eE]\b)([A-Za-z]\w*)", broken.code)
    if found is None:
        return ""
    if re.match(rf"\s*(?:def\s+)?{re.escape(found[0])}\s*(?:=(?!=)|\()", broken.code):
        return message("A name cannot begin with a digit: {name}.", name=found[0])
    return message(
        "A product is written with *: {number} * {name}.", number=found[1], name=found[2]
    )


def semicolons(broken: Broken) -> str:
    """``def f(v; t):``."""
    if broken.says.startswith("invalid syntax") and re.search(r"\([^)]*;", broken.code):
        return message("Arguments are separated by commas, not by semicolons.")
    return ""


def unfinished(broken: Broken) -> str:
    """A line that ends in the middle of a formula."""
    if not broken.says.startswith("invalid syntax"):
        return ""
    found = re.search(r"([-+*/@.,<>=!]=?|\b(?:and|or|not|in|is|else|if))$", broken.code)
    if found is not None and not broken.code.endswith(("++", "--")):
        return message(
            "The line ends after {end}, and something has to follow: a formula over two lines "
            "needs brackets around it.",
            end=found[1],
        )
    found = re.search(r"\b(import|as|from)$", broken.code)
    return message("After {word} a name has to follow.", word=found[1]) if found else ""


def comprehension(broken: Broken) -> str:
    """``x = i for i in y``, ``[for i in y]``."""
    if not broken.says.startswith("invalid syntax"):
        return ""
    if re.search(r"[\[({]\s*for\b", broken.code):
        return message("A comprehension begins with its value: [x for x in values].")
    if re.search(r"=\s*[^\[({]+\bfor\b.*\bin\b", broken.code) and "for" not in broken.code[:4]:
        return message("A comprehension needs brackets: [x for x in values].")
    return ""


def lone_branch(broken: Broken) -> str:
    """``else:`` or ``except:`` that belongs to nothing."""
    found = re.match(r"\s*(else|elif|except|finally)\b", broken.code)
    if found is None or not broken.says.startswith(("invalid syntax", "unexpected indent")):
        return ""
    return message(
        "This {word} belongs to nothing: it has to be indented like its {start}, and no other line "
        "may stand between the two blocks.",
        word=found[1],
        start="try" if found[1] in ("except", "finally") else "if",
    )


def return_in_lambda(broken: Broken) -> str:
    """``lambda x: return x``."""
    if broken.says.startswith("invalid syntax") and re.search(
        r"\blambda\b[^:]*:\s*return\b", broken.code
    ):
        return message("A lambda has no return: what follows its colon is the value.")
    return ""


_TABLE: tuple[Rule, ...] = (
    by_message(
        r"'(?P<bracket>.)' was never closed",
        message("The {bracket} is never closed: count the brackets of this line."),
    ),
    by_message(
        r"unmatched '(?P<bracket>.)'",
        message("There is a {bracket} too many, or one is missing before it."),
    ),
    by_message(
        r"closing parenthesis '(?P<closing>.)' does not match opening parenthesis '(?P<opening>.)'"
        r" on line (?P<line>\d+)",
        message("The {opening} of {line} is closed by {closing}."),
    ),
    by_message(
        r"closing parenthesis '(?P<closing>.)' does not match opening parenthesis '(?P<opening>.)'",
        message("The {opening} is closed by {closing}: brackets come in pairs."),
    ),
    by_message(
        r"invalid syntax\. Perhaps you forgot a comma",
        message("A comma, an operator or a bracket is missing between two parts."),
    ),
    by_message(
        r"unterminated string literal",
        message(
            "The text in quotes does not end on this line: is the second quote missing, or is "
            "there one inside it?"
        ),
    ),
    by_message(
        r"unterminated triple-quoted string literal",
        message(
            "The text that begins here with three quotes never ends: close it with three quotes."
        ),
    ),
    by_message(
        r"f-string: expecting '}'",
        message(
            "A brace of the f-string is not closed: inside the braces, use other quotes than those "
            "around the f-string."
        ),
    ),
    by_message(r"f-string: empty expression", message("The braces of an f-string need a value.")),
    by_message(
        r"f-string: single '}'", message("A brace that is to be printed is doubled: {{ and }}.")
    ),
    by_message(
        r"f-string: invalid syntax",
        message("The expression in the braces of the f-string cannot be parsed."),
    ),
    by_message(
        r"f-string: (?P<rest>.+)",
        message("The expression in the braces of the f-string cannot be parsed: {rest}."),
    ),
    by_message(
        r"'return' outside function",
        message("This return is in no function: indent it like the lines of its function."),
    ),
    by_message(
        r"'(?P<word>yield|await)' outside",
        message("{word} does not belong here: a lab needs plain functions that return."),
    ),
    by_message(
        r"'(?P<word>break|continue)' (?:outside|not properly)",
        message("This {word} is in no loop: indent it like the lines of its loop."),
    ),
    by_message(
        r"unexpected indent",
        message(
            "The line is indented more than the one before, which begins no block: give both the "
            "same number of spaces."
        ),
    ),
    by_message(
        r"unindent does not match",
        message(
            "The indentation is that of no line above: use the same number of spaces for all lines "
            "of a block."
        ),
    ),
    by_message(
        r"inconsistent use of tabs",
        message("Tabs and spaces are mixed: indent every line with spaces alone, four a level."),
    ),
    by_message(
        r"expected an indented block after (?P<what>.+) on line (?P<line>\d+)",
        message("The {what} on {line} needs a block: indent what belongs to it, or write pass."),
    ),
    by_message(
        r"expected 'except' or 'finally'",
        message("The try before this line has no except: add one, or remove the try."),
    ),
    by_message(
        r"expected 'else' after 'if'",
        message("An if in a formula needs its else: a if condition else b."),
    ),
    by_message(r"expected '\('", message("A function's name is followed by its parameters: f(x).")),
    by_message(
        r"':' expected after dictionary key",
        message("Each key of a dictionary is followed by a colon and its value."),
    ),
    by_message(
        r"leading zeros", message("A whole number has no zeros in front: write 7 instead of 007.")
    ),
    by_message(
        r"positional argument follows keyword",
        message("Arguments with a name come last in a call."),
    ),
    by_message(
        r"keyword argument repeated: (?P<name>\w+)", message("{name} is given twice in one call.")
    ),
    by_message(
        r"duplicate argument '(?P<name>\w+)'",
        message("Two parameters have the name {name}: rename one."),
    ),
    by_message(
        r"non-default argument follows",
        message("Parameters with a default value come last: def f(a, b=1)."),
    ),
    by_message(
        r"(?:import \* only|nonlocal declaration)",
        message("This is not allowed here: remove it, or move it to the top of the file."),
    ),
    by_message(
        r"name '(?P<name>\w+)' is (?:assigned to|used|parameter).*global",
        message("global {name} has to come before {name} is used: better, do without global."),
    ),
    by_message(
        r"from __future__ imports must",
        message("from __future__ import ... has to be the first line of the file."),
    ),
    by_message(
        r"future feature (?P<name>\w+) is not defined", message("Python has no feature {name}.")
    ),
    by_message(
        r"unexpected character after line continuation",
        message("After a backslash the line has to end. A division is written /."),
    ),
    by_message(
        r"\(unicode error\)",
        message(
            "A backslash in a text begins a special character: write it twice, or put r before "
            "the quotes."
        ),
    ),
    by_message(
        r"cannot (?:assign to|delete) (?P<what>None|True|False)",
        message("{what} is a value of Python and cannot be a name."),
    ),
    by_message(
        r"cannot (?P<verb>assign to|delete) (?P<what>.+?)(?: here)?(?:\.|$)",
        message("Python cannot {verb} this ({what}): a name is needed."),
    ),
    by_message(
        r"did you forget parentheses around the comprehension",
        message("Several values in a comprehension need brackets: [(a, b) for ...]."),
    ),
    by_message(
        r"can't use starred expression", message("A star has nothing to its left here: a * b.")
    ),
    by_message(
        r"Generator expression must be parenthesized",
        message("Beside other arguments, a comprehension needs brackets of its own."),
    ),
    by_message(
        r"(?:too many nested|too deeply nested|too many levels|maximum recursion)",
        message("The code is nested too deeply: split it up."),
    ),
    by_message(
        r"multiple exception types must be parenthesized",
        message("Several types of exception need brackets: except (A, B):"),
    ),
    by_message(
        r"invalid (?P<what>\w+) literal", message("A number is not written like this ({what}).")
    ),
)

RULES: tuple[Rule, ...] = (
    equals_sign,
    missing_colon,
    number_before_name,
    return_in_lambda,
    lone_branch,
    comprehension,
    semicolons,
    stray_colon,
    unfinished,
    *_TABLE,
)
