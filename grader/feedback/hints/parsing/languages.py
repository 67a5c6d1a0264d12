"""Signs and words of other languages, of Python 2 among them."""

from __future__ import annotations

import keyword
import re

from grader.feedback.hints.parsing.broken import Broken, Rule, by_pattern
from grader.messages import message


def python_2(broken: Broken) -> str:
    """``print x``, ``raise E, "x"``."""
    if broken.says.startswith("Missing parentheses in call to"):
        name = "exec" if "'exec'" in broken.says else "print"
        return message("In Python 3 {name} is a function: {name}(x).", name=name)
    if re.search(r"\braise \w+(?:\s*,|\s+'')", broken.code):
        return message("The message of an exception goes into brackets: raise ValueError(text).")
    return ""


def old_except(broken: Broken) -> str:
    """``except ValueError, e:``, which Python 3.14 reads as two types."""
    found = re.search(r"\bexcept\s+([\w.]+)\s*,\s*([a-z]\w*)\s*:", broken.code)
    if found is None:
        return ""
    return message(
        "In Python 3 the exception gets its name with as: except {type} as {name}:",
        type=found[1],
        name=found[2],
    )


def word_of_python(broken: Broken) -> str:
    """``lambda = 0.1``: a name that is a word of the language."""
    if not broken.says.startswith("invalid syntax"):
        return ""
    words = "|".join(set(keyword.kwlist) - {"None", "True", "False", "await", "async"})
    found = re.match(rf"\s*({words})\s*(?:,.*)?=(?!=)", broken.code)
    found = found or re.search(rf"[(,]\s*({words})\s*[,)=](?!=)", broken.code)
    found = found or re.search(rf"\b(?:def|as)\s+({words})\b", broken.code)
    found = found or re.search(rf"\w\.({words})\b", broken.code)
    if found is None or (found[1] in ("else", "yield", "return", "lambda") and ":" in found[0]):
        return ""
    return message(
        "{word} is a word of Python itself and cannot be a name: choose another, like {word}_.",
        word=found[1],
    )


_TABLE: tuple[Rule, ...] = (
    by_pattern(r"\belse\s+if\b.*|\belse?if\b|\belsif\b", message("else if is written elif.")),
    by_pattern(
        r"(?:\w|\])\s*(?:\+\+|--)\s*;?\s*$|^\s*(?:\+\+|--)\w",
        message("Python has no ++ and no --: write i += 1."),
    ),
    by_pattern(
        r"&&|\|\|",
        message(
            "&& and || are written and and or; for arrays & and |, with brackets around each "
            "comparison."
        ),
    ),
    by_pattern(r"(?:^|[\s(,=])!\s*[\w(]", message("! is written not; for arrays ~.")),
    by_pattern(r"<>", message("<> is written !=.")),
    by_pattern(r"=>", message("There is no =>: greater or equal is >=.")),
    by_pattern(r"=<", message("There is no =<: less or equal is <=.")),
    by_pattern(r"^\s*[\w.]+\s*:=", message("A statement assigns with =, not with :=.")),
    by_pattern(
        r"^\s*(?:function|func|fn)\s+\w+",
        message("A function begins with def in Python: def name(x):"),
    ),
    by_pattern(
        r"^\s*(?:var|let|const|auto|double|float|int)\s+\w+\s*=",
        message("Python needs no word before a new variable: x = 3."),
    ),
    by_pattern(
        r"[):\w]\s*\{\s*$|^\s*\}",
        message("Python has no braces around blocks: put a colon, and indent the lines below."),
    ),
    by_pattern(r"\bthen\s*:?\s*$", message("There is no then: a condition ends with a colon.")),
    by_pattern(
        r"^\s*end\s*;?$", message("There is no end: a block ends where it is indented less.")
    ),
    by_pattern(
        r"^\s*(?://|/\*|\*/|--\s)|/\*|//\s+[A-Za-z]",
        message("A comment begins with # in Python."),
    ),
    by_pattern(r"\?[^:]*:|\?\.", message("c ? a : b is written a if c else b.")),
    by_pattern(r"\$\w", message("Names have no $ in Python.")),
    by_pattern(r"`", message("Backticks have no meaning in Python: remove them.")),
    by_pattern(r"\bur['\"]", message("There is no ur before a text in Python 3: r alone.")),
    by_pattern(
        r"^\s*(?:switch|do|unless|until|foreach|elseif|repeat)\b",
        message("This word is of another language: Python has if, elif, else, for and while."),
    ),
    by_pattern(
        r"^\s*import\s+\w+\s+\w+\s*$", message("A short name is given with as: import numpy as np.")
    ),
    by_pattern(r"^\s*import\s+\*", message("import * needs a module: import numpy as np.")),
    by_pattern(
        r"^\s*import\s+[\w.]+\s+from\b", message("The module comes first: from module import name.")
    ),
)

RULES: tuple[Rule, ...] = (python_2, old_except, *_TABLE, word_of_python)
