"""Why Python cannot read a file: the first rule that knows, or what Python says."""

from __future__ import annotations

import ast
import re
import warnings

from grader.feedback.hints.exceptions.program import text_of
from grader.feedback.hints.parsing import characters, languages, pasting, structure
from grader.feedback.hints.parsing.broken import Broken
from grader.feedback.hints.parsing.formats import another_format, wrong_encoding
from grader.feedback.hints.parsing.newer import newer_syntax
from grader.messages import message
from grader.sandbox.outcome import RaisedException

_BEFORE_NEWER = (*characters.RULES, *pasting.RULES, languages.old_except)
_AFTER_NEWER = (*languages.RULES, *structure.RULES)


def hint_for_text(source: str | bytes, raised: RaisedException | None) -> str:
    """Why a file does not parse, from the line that Python names; never empty.

    Args:
        source: the file.
        raised: the SyntaxError that came out of the sandbox.
    """
    broken = Broken.of(source, raised)
    whole = another_format(source) or wrong_encoding(broken)
    if whole:
        return whole
    for rule in _BEFORE_NEWER:
        if text := rule(broken):
            return _at(broken, text)
    if text := newer_syntax(broken):
        return text
    for rule in _AFTER_NEWER:
        if text := rule(broken):
            return _at(broken, text)
    return _at(broken, _general(broken))


def _at(broken: Broken, text: str) -> str:
    if not broken.line:
        return text
    return message("{place}: {text}", place=broken.place(broken.line), text=text)


def _general(broken: Broken) -> str:
    """What Python says, and at which word it stopped."""
    if not broken.says.startswith("invalid syntax"):
        says = broken.says or message("invalid syntax")
        return message("Python cannot read this: {says}.", says=says)
    word = _word_at_fault(broken)
    if not word:
        return message(
            "Python cannot read this line: compare its brackets, quotes and operators with those "
            "of a line that works."
        )
    return message(
        "Python did not expect {word} here: an operator, a comma, a colon or a bracket may be "
        "missing before it, or it is misspelt.",
        word=word,
    )


def _word_at_fault(broken: Broken) -> str:
    """The word at which Python stopped, where it is the same fault when it is read again here."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            ast.parse(text_of(broken.source))
    except SyntaxError as error:
        if error.lineno == broken.line and error.offset:
            rest = broken.text[error.offset - 1 :]
            found = re.match(r"\s*(\w{1,40}|\S)", rest)
            return found[1] if found else ""
    except (ValueError, RecursionError, MemoryError):
        pass
    return ""
