"""What YAML makes of text and numbers that their author did not mean.

Between double quotes a backslash begins an escape: ``"$\theta$"`` is a tab and ``heta``,
``"$\nabla$"`` a new line and ``abla``. YAML 1.1 also reads ``010`` as 8 and ``1:30`` as 90.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

_ESCAPE = re.compile(r"\\(x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|.)([A-Za-z]*)", re.DOTALL)
_CONTROL = {
    "0": "a NUL",
    "a": "a bell",
    "b": "a backspace",
    "t": "a tab",
    "v": "a vertical tab",
    "f": "a form feed",
    "r": "a carriage return",
    "e": "an escape character",
    "N": "a next-line character",
    "_": "a no-break space",
    "L": "a line separator",
    "P": "a paragraph separator",
}
# Commands of TeX that begin with n; a new line is otherwise what "\n" is for.
_TEX_WITH_N = frozenset(
    "nabla natural ncong ne nearrow neg neq newline nexists ngeq ngtr ni nleq nless nmid nolimits "
    "nonumber norm not notin nparallel nprec nsim nsubseteq nu nwarrow".split()
)
_REMEDY = (
    "between double quotes a backslash begins an escape. Write two backslashes, or use single "
    "quotes or a block (|)"
)
_OCTAL = re.compile(r"[-+]?0[0-7_]+")
_OTHER_BASE = re.compile(r"[-+]?0[xXbBoO][0-9A-Fa-f_]+")


def swallowed_escapes(written: str) -> Iterator[tuple[int, str]]:
    """Escapes of a double-quoted text that make characters nobody types: lines below, sentence.

    Args:
        written: the text as it is in the file, with its quotation marks.
    """
    for match in _ESCAPE.finditer(written):
        letter, word = match[1], match[2]
        command = f"\\{letter}{word}"
        if letter == "n":
            if f"n{word}" not in _TEX_WITH_N or not _in_math(written[: match.start()]):
                continue
            made = "a new line"
        elif letter in _CONTROL:
            made = _CONTROL[letter]
        elif len(letter) > 1 and _is_control(chr(int(letter[1:], 16))):
            made = "a control character"
        else:
            continue
        below = written.count("\n", 0, match.start())
        rest = f" and “{word}”" if word else ""
        yield below, f"“{command}” is read as {made}{rest}: {_REMEDY}"


def _in_math(before: str) -> bool:
    return before.count("$") % 2 == 1 or before.count(r"\\(") > before.count(r"\\)")


def _is_control(character: str) -> bool:
    return unicodedata.category(character) in ("Cc", "Cs", "Co", "Zl", "Zp") and character != "\n"


def control_character(character: str) -> str:
    """The fault of a character that no YAML file may hold."""
    return f"holds the control character U+{ord(character):04X}; delete it"


def remedy_for(problem: str) -> str:
    """What to do about an error of the parser, where that is known."""
    return f"; {_REMEDY}" if "escape" in problem else ""


def misread_number(spelling: str, value: object) -> str:
    """Why a number is another one than its spelling says, or an empty text."""
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return ""
    if ":" in spelling:
        return f"{spelling} is read as {value:g}, in sixties; write the number out"
    if _OCTAL.fullmatch(spelling) and spelling.strip("+-0_"):
        return f"{spelling} is read as {value:g}, in eights; leave out the leading 0"
    if _OTHER_BASE.fullmatch(spelling):
        return f"{spelling} is read as {value:g}; write it in decimal digits"
    return ""
