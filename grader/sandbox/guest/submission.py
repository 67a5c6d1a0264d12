"""The module made from a submission, and what of its exceptions is told outside."""

import linecache
import signal
import sys
import types
from importlib.util import decode_source

from .values import type_name

MODULE = "submission"
MAX_FRAMES = 2000


class Submission:
    """One file of one student."""

    def __init__(self, filename):
        self.filename, self.module = filename, types.ModuleType(MODULE)
        self.module.__file__ = filename

    def load(self, source):
        """Compiles and runs the file; an empty dict, or what went wrong.

        Text is taken as it is; bytes are read by their coding line, UTF-8 without one.
        """
        try:
            text = source if type(source) is str else decode_source(source)
            code = compile(text, self.filename, "exec", dont_inherit=True)
        except SyntaxError as error:
            return {"syntax": [error.lineno, str(error.msg)[:500]]}
        except UnicodeDecodeError as error:
            line = error.object[: error.start].count(b"\n") + 1
            return {"syntax": [line, f"a byte that is no {error.encoding} text"]}
        except (ValueError, LookupError, RecursionError, OverflowError) as error:
            return {"syntax": [None, str(error)[:500]]}
        except MemoryError:
            return {"syntax": [None, "too deeply nested, or too large for the memory limit"]}
        lines = text.splitlines(keepends=True)  # for tracebacks that the code prints itself
        linecache.cache[self.filename] = (len(text), None, lines, self.filename)
        sys.modules[MODULE] = self.module
        try:
            exec(code, self.module.__dict__)
        except BaseException as error:  # whatever a file raises is report, never ours to raise
            return self.describe(error)
        return {}

    def find(self, name):
        """The function, or ``None`` and why there is none."""
        module = sys.modules.get(MODULE, self.module)
        try:
            function = getattr(module, name)
        except AttributeError:
            names = [n for n in vars(self.module) if type(n) is str and not n.startswith("__")]
            return None, {"missing": [n[:100] for n in names[:200]]}
        except BaseException as error:  # a module may have a __getattr__
            return None, self.describe(error)
        if not callable(function):
            return None, {"not_callable": type_name(type(function), (MODULE,))}
        return function, None

    def describe(self, error):
        """An exception as plain values: type, message, line numbers in the submission."""
        if isinstance(error, SystemExit):
            return {"exit": repr(error.code)[:100]}
        lines, trace = [], error.__traceback__
        while trace is not None and len(lines) < MAX_FRAMES:
            if trace.tb_frame.f_code.co_filename == self.filename:
                lines.append(trace.tb_lineno)
            trace = trace.tb_next
        missing = error.name if type(error) is ModuleNotFoundError else None
        return {
            "raised": type_name(type(error), (MODULE,)),
            "bases": [type_name(kind, (MODULE,)) for kind in type(error).__mro__[1:9]],
            "message": short_text(error),
            "lines": lines if len(lines) <= 30 else lines[:10] + lines[-20:],
            "memory": isinstance(error, MemoryError),
            "module": missing if type(missing) is str else None,
        }


def short_text(error):
    """The start of ``str(error)``, which may loop, raise or be huge."""

    def stop(*_):
        raise TimeoutError

    try:
        signal.signal(signal.SIGALRM, stop)
        signal.setitimer(signal.ITIMER_REAL, 0.5)
        text = str(error)
        return text[:2000] if type(text) is str else "(its message is not text)"
    except BaseException:
        return "(its message could not be made)"
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
