"""The code of a notebook's cell as plain Python, line for line.

IPython's own transformer finds magics, shell lines and questions (``%time f()``, ``!ls``, ``f?``).
It only reads and makes text: nothing is parsed as a whole or run here. What a command does in
Jupyter to the names of the notebook is kept (``y = %time f(x)`` assigns, ``%%capture`` leaves the
code of its cell), the rest becomes comments.
"""

from __future__ import annotations

import ast
import re
import tokenize
from functools import cache
from types import ModuleType

CODE_MAGICS = frozenset({"time", "timeit", "capture", "prun", "debug", "memit", "lprun", "mprun"})
"""Cell magics whose body is code of the notebook; any other cell is for another program."""
STATEMENT_MAGICS = frozenset({"time", "prun"})
"""Line magics that run a statement of the notebook; ``%timeit`` leaves nothing behind."""
MAX_WORK = 500_000
"""Of a notebook, see `command_work`; half a second in practice, seconds in code made for it."""
_MAX_LINE = 500
"""Characters of a line in a cell with a question, whose pattern takes time by their square."""

_QUESTION = re.compile(r"\?[ \t]*$", re.MULTILINE)
_COMMAND = re.compile(rf"^[ \t]*[%!?,;/]|=[ \t]*[%!]|{_QUESTION.pattern}", re.MULTILINE)
_CELL_MAGIC = re.compile(r"%%([\w.]+)(\??)[ \t]*(.*)")
_TIMEIT_OPTIONS = re.compile(r"(?:-[nrp][ \t]*\d+|-[tcqov]+)(?=\s|$)")
_OPTIONS = re.compile(r"(?:--[\w-]+|-[lsTD][ \t]*\S+|-[rq])(?=\s|$)")
_CALL = re.compile(r"get_ipython\(\)\.(run_line_magic|system|getoutput)\((.*)\)\s*\Z")


def command_work(code: str) -> int:
    """What `to_python` takes, in characters: after each command IPython reads the cell again."""
    return len(_COMMAND.findall(code)) * len(code)


def to_python(code: str, commands: bool = True) -> str:
    """Plain Python with as many lines as the cell, each in its place.

    What IPython cannot read is left as it is; Python then says what is wrong with it. Without
    ``commands`` only cell magics and pasted prompts are looked for.
    """
    lines = code.split("\n")
    start = _first_line_of_code(lines)
    head, body = _without_cell_magics(_without_prompts(lines[start:]))
    body = _without_commands(body) if commands else body
    return "\n".join([*lines[:start], *head, *body])


def _first_line_of_code(lines: list[str]) -> int:
    """Where a cell begins: blank lines and comments may precede a magic, as in Colab."""
    for number, line in enumerate(lines):
        if line.strip() and not line.lstrip().startswith("#"):
            return number
    return len(lines)


def _without_prompts(lines: list[str]) -> list[str]:
    """The lines without common indentation and without pasted ``>>>`` and ``In [1]:``."""
    ipython = _ipython()
    kept = [f"{line}\n" for line in lines]
    for transform in (ipython.leading_indent, ipython.classic_prompt, ipython.ipython_prompt):
        changed = transform(kept)
        if len(changed) == len(kept):  # it also splits lines where Python does not
            kept = changed
    return [line.removesuffix("\n") for line in kept]


def _without_cell_magics(lines: list[str]) -> tuple[list[str], list[str]]:
    """The lines of cell magics, as comments, and the code below them."""
    head: list[str] = []
    while lines and (match := _CELL_MAGIC.match(lines[0])):
        name, question, rest = match.groups()
        if name not in CODE_MAGICS and not question:
            return [*head, *map(_as_comment, lines)], []
        setup = _TIMEIT_OPTIONS.sub("", rest).strip() if name == "timeit" else ""
        head.append(f"{setup}  # {lines[0]}" if setup else _as_comment(lines[0]))
        start = 1 + _first_line_of_code(lines[1:])
        head, lines = [*head, *lines[1:start]], _without_prompts(lines[start:])
    return head, lines


def _as_comment(line: str) -> str:
    return f"# {line}" if line.strip() else line


def _without_commands(lines: list[str]) -> list[str]:
    """One command after the other: what follows one can only be read when it is gone."""
    code = "\n".join(lines)
    found = len(_COMMAND.findall(code))
    long = max(map(len, lines), default=0) > _MAX_LINE
    if not found or (long and _QUESTION.search(code)):
        return lines
    kept = [f"{line}\n" for line in lines]
    for _ in range(2 * found):
        try:
            changed = _replace_one(kept)
        except (SyntaxError, tokenize.TokenError, RuntimeError):
            break
        if not changed:
            break
    return [line.removesuffix("\n") for line in kept]


def _replace_one(lines: list[str]) -> bool:
    """Replaces the first command in place; whether there was one."""
    ipython = _ipython()
    tokens = ipython.make_tokens_by_line(lines)
    kinds = ipython.TransformerManager().token_transformers
    found = [command for kind in kinds if (command := kind.find(tokens)) is not None]
    for command in sorted(found, key=lambda command: command.sortby()):
        try:
            changed = command.transform(lines)
        except SyntaxError:
            continue
        first = command.start_line
        count = len(lines) - len(changed) + 1  # lines that the command took
        taken = lines[first : first + count]
        shown = " ".join(line.strip().removesuffix("\\").rstrip() for line in taken)
        lines[first : first + count] = [
            _plain(changed[first].rstrip("\n"), shown) + "\n",
            *["\n"] * (count - 1),
        ]
        return True
    return False


def _plain(line: str, command: str) -> str:
    """A line that IPython has made of a command, as Python that needs no IPython."""
    start = line.find("get_ipython().")
    match = _CALL.match(line, start) if start >= 0 else None
    if match is None:
        return line  # ``/f 1 2`` is a call of f
    before, arguments = line[:start], ast.literal_eval(f"({match[2]},)")
    statement = ""
    if match[1] == "run_line_magic" and arguments[0] in STATEMENT_MAGICS:
        statement = _OPTIONS.sub("", arguments[1]).strip()
    if statement:
        return before + statement
    if before.strip():
        value = "[]" if match[1] == "getoutput" else "None"
        return f"{before}{value}  # {command.removeprefix(before.strip()).strip()}"
    return f"{before}pass  # {command}" if before else f"# {command}"


@cache
def _ipython() -> ModuleType:
    """Imported when the first notebook is read: it takes a tenth of a second."""
    from IPython.core import inputtransformer2

    return inputtransformer2
