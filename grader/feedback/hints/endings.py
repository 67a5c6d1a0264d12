"""Files that end the program, start another or never end, found by their contents."""

from __future__ import annotations

import ast

from grader.feedback.hints.exceptions.program import Program
from grader.messages import message

MAIN = message('if __name__ == "__main__":')
_RUNNERS = {
    "unittest.main": message("unittest.main() runs tests and then ends the program"),
    "pytest.main": message("pytest.main() runs tests"),
    "parse_args": message(
        "parse_args reads the command line, which is empty here, and ends the program"
    ),
}
_ENDS = ("sys.exit", "os._exit", "os.abort", "exit", "quit", "os.kill")
_STARTS = {
    "multiprocessing.Pool": "",
    "os.popen": "",
    "os.system": "",
    "platform.architecture": "",
    "platform.platform": "platform.system",
    "platform.processor": "platform.machine",
    "platform.uname": "platform.machine",
    "subprocess.call": "",
    "subprocess.check_call": "",
    "subprocess.check_output": "",
    "subprocess.getoutput": "",
    "subprocess.Popen": "",
    "subprocess.run": "",
    "util.find_library": "",
}
"""Calls that start another program, and what to call instead."""


def hint_for_exit(line: int | None, program: Program) -> str:
    """Why the program ended by itself, and where; empty where nothing shows it.

    Args:
        line: on which SystemExit was raised; ``None`` where the program ended without it.
        program: the submission.
    """
    calls = _calls(program)
    here = [(name, at) for name, at in calls if line is None or at == line]
    for name, at in here:
        for runner, does in _RUNNERS.items():
            if name.endswith(runner):
                return message(
                    "{place}: {does}. Put it below {main}, which is not run here, or remove it.",
                    place=program.place(at, starts=True),
                    does=does,
                    main=MAIN,
                )
    for name, at in here:
        if name in _ENDS or line is not None:
            return _end(name if name in _ENDS else "exit", at, program)
    if line is not None:
        return _end("SystemExit", line, program)
    return ""


def _end(name: str, line: int, program: Program) -> str:
    if program.function_at(line) is not None:
        return message(
            "{place} ends the whole program ({name}): a function returns its answer, or "
            "raises ValueError for an input that is wrong.",
            place=program.place(line, starts=True),
            name=name,
        )
    return message(
        "{place} ends the whole program ({name}): remove it, or put it below {main}, which is "
        "not run here.",
        place=program.place(line, starts=True),
        name=name,
        main=MAIN,
    )


def hint_for_other_programs(program: Program) -> str:
    """The lines with calls that start another program; empty without any."""
    found = [(name, line) for name, line in _calls(program) if _key(name)]
    if not found:
        return ""
    name, line = found[0]
    instead = _STARTS[_key(name)]
    if instead:
        return message(
            "{place}: {name} starts another program, which labs may not do. Remove it, or use "
            "{instead}.",
            place=program.place(line, starts=True),
            name=name,
            instead=instead,
        )
    return message(
        "{place}: {name} starts another program, which labs may not do. Remove it.",
        place=program.place(line, starts=True),
        name=name,
    )


def _key(name: str) -> str:
    last_two = ".".join(name.split(".")[-2:])
    return last_two if last_two in _STARTS else ""


def hint_for_endless(program: Program) -> str:
    """Where a file does not end when it is imported, where only one loop can be meant."""
    loops = [
        node
        for node in program.tree.body
        if isinstance(node, ast.While | ast.For) and not _is_main(node)
    ]
    if len(loops) == 1:
        return message(
            "The file does not end when it is imported: {place} begins a loop outside of any "
            "function. Keep the file to definitions.",
            place=program.place(loops[0].lineno),
        )
    return message("The file itself does not end when it is imported; keep it to definitions.")


def _is_main(node: ast.stmt) -> bool:
    return isinstance(node, ast.If) and "__name__" in ast.unparse(node.test)


def _calls(program: Program) -> list[tuple[str, int]]:
    """The calls of dotted names with their lines, in their order, without those of the main part.

    A name is given with the module that it was imported from: ``sys.exit`` for ``exit``.
    """
    whence = {
        each.name: f"{each.module}.{each.attribute}" if each.attribute else each.module
        for each in program.imports
    }
    main = {id(n) for top in program.tree.body if _is_main(top) for n in ast.walk(top)}
    found = []
    for node in program.nodes:
        if not isinstance(node, ast.Call) or id(node) in main:
            continue
        if not isinstance(node.func, ast.Attribute | ast.Name):
            continue
        first, _, rest = ast.unparse(node.func).partition(".")
        name = whence.get(first, first) + (f".{rest}" if rest else "")
        found.append((name, node.lineno))
    return sorted(found, key=lambda each: each[1])
