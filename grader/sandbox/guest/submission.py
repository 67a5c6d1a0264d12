"""The module made from a submission, and what of its exceptions goes outside."""

from __future__ import annotations

import linecache
import signal
import sys
import types
from collections.abc import Callable
from importlib.util import decode_source
from typing import Any

from .names import MODULE, type_name

MAX_FRAMES = 2000  # looked at
FIRST_LINES, LAST_LINES = 10, 20  # reported of a deep traceback
MAX_BASES = 8
MAX_SYNTAX_MESSAGE = 500
MAX_MESSAGE, MESSAGE_SECONDS = 2000, 0.5
MAX_NAMES, MAX_NAME = 200, 100

Report = dict[str, Any]
"""The header of a reply: see `messages.HEADERS`."""


class Submission:
    """One file of one student."""

    def __init__(self, filename: str) -> None:
        self.filename, self.module = filename, types.ModuleType(MODULE)
        self.module.__file__ = filename

    def load(self, source: str | bytes) -> Report:
        """Compiles and runs the file; an empty report, or what went wrong.

        Text is taken as it is; bytes are read by their coding line, UTF-8 without one.
        """
        try:
            text = source if type(source) is str else decode_source(source)  # type: ignore[arg-type]  # exact types: a subclass may do anything
            code = compile(text, self.filename, "exec", dont_inherit=True)
        except SyntaxError as error:
            return {"syntax": [error.lineno, str(error.msg)[:MAX_SYNTAX_MESSAGE]]}
        except UnicodeDecodeError as error:
            line = error.object[: error.start].count(b"\n") + 1
            return {"syntax": [line, f"a byte that is no {error.encoding} text"]}
        except (ValueError, LookupError, RecursionError, OverflowError) as error:
            return {"syntax": [None, str(error)[:MAX_SYNTAX_MESSAGE]]}
        except MemoryError:
            return {"syntax": [None, "too deeply nested, or too large for the memory limit"]}
        lines = text.splitlines(keepends=True)  # for tracebacks that the code prints itself
        linecache.cache[self.filename] = (len(text), None, lines, self.filename)
        sys.modules[MODULE] = self.module
        try:
            exec(code, self.module.__dict__)
        except BaseException as error:  # whatever a file raises, SystemExit included, is reported
            return self.describe(error)
        return {}

    def find(self, name: str) -> tuple[Callable[..., Any] | None, Report]:
        """The function; without one, ``None`` and why there is none."""
        module = sys.modules.get(MODULE, self.module)
        try:
            function = getattr(module, name)
        except AttributeError:
            names = [n for n in vars(self.module) if type(n) is str and not n.startswith("__")]
            return None, {"missing": [n[:MAX_NAME] for n in names[:MAX_NAMES]]}
        except BaseException as error:  # a module may have a __getattr__, which may raise anything
            return None, self.describe(error)
        if not callable(function):
            return None, {"not_callable": type_name(type(function), (MODULE,))}
        return function, {}

    def describe(self, error: BaseException) -> Report:
        """An exception as plain values: type, bases, message, line numbers in the submission."""
        lines = self._lines_of(error)
        if isinstance(error, SystemExit):
            return {"exit": repr(error.code)[:100], "lines": lines}
        missing = error.name if type(error) is ModuleNotFoundError else None
        bases = type(error).__mro__[1 : 1 + MAX_BASES]
        return {
            "raised": type_name(type(error), (MODULE,)),
            "bases": [type_name(base, (MODULE,)) for base in bases],
            "message": exception_message(error),
            "lines": lines,
            "memory": isinstance(error, MemoryError),
            "module": missing if type(missing) is str else None,
        }

    def _lines_of(self, error: BaseException) -> list[int]:
        """The lines of the file that an exception passed through, outermost first."""
        lines: list[int] = []
        trace = error.__traceback__
        while trace is not None and len(lines) < MAX_FRAMES:
            if trace.tb_frame.f_code.co_filename == self.filename:
                lines.append(trace.tb_lineno)
            trace = trace.tb_next
        if len(lines) > FIRST_LINES + LAST_LINES:
            lines = lines[:FIRST_LINES] + lines[-LAST_LINES:]
        return lines


def exception_message(error: BaseException) -> str:
    """The start of ``str(error)``, which may loop, raise or be huge."""

    def stop(*_: object) -> None:
        raise TimeoutError

    try:
        signal.signal(signal.SIGALRM, stop)
        signal.setitimer(signal.ITIMER_REAL, MESSAGE_SECONDS)
        text = str(error)
        return text[:MAX_MESSAGE] if type(text) is str else "(its message is not text)"
    except BaseException:  # __str__ is the submission's code, and may raise anything
        return "(its message could not be made)"
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
