"""Runs a few lines on a submission's functions, for a student who wants to see what they do.

Nothing is judged. The lines run in the sandbox, in the module of the submission, as if they were
at its end; what they come to is described there too, so that only text comes back.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from grader.feedback.explain import explain_load
from grader.judging.runner import Runner
from grader.lab import call
from grader.results.report import LoadFailure
from grader.results.verdicts import Verdict
from grader.sandbox.limits import Limits
from grader.sandbox.outcome import Outcome
from grader.values.formatting import clip, printable

MAX_CHARS = 8000
"""Of the lines, and of each text that comes back."""

_CELL = """

def __scratch_cell__(text, lines):
    import ast, numpy, sys, traceback
    names = globals()
    names.setdefault("np", numpy)
    try:
        tree = ast.parse(text, "<scratch>")
        last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
        exec(compile(tree, "<scratch>", "exec"), names)
        if last is None:
            return ["", "", ""]
        value = eval(compile(ast.Expression(last.value), "<scratch>", "eval"), names)
        facts = type(value).__name__
        if isinstance(value, (numpy.ndarray, numpy.generic)):
            facts = f"shape {value.shape}, dtype {value.dtype}"
        return [repr(value)[:8000], facts, ""]
    except (Exception, SystemExit) as error:
        shown = []
        if isinstance(error, SyntaxError) and error.filename == "<scratch>":
            shown.append(f"input line {error.lineno}: {(error.text or '').strip()}")
        for frame in traceback.extract_tb(error.__traceback__):
            if frame.filename == "<scratch>":
                source = text.splitlines()[frame.lineno - 1 : frame.lineno]
                shown.append(f"input line {frame.lineno}: {''.join(source).strip()}")
            elif frame.filename == "submission.py" and frame.lineno <= len(lines):
                shown.append(f"line {frame.lineno}: {lines[frame.lineno - 1].strip()}")
        message = error.msg if isinstance(error, SyntaxError) else str(error)
        shown.append(f"{type(error).__name__}: {message}" if message else type(error).__name__)
        return ["", "", "\\n".join(shown)[:8000]]
"""


@dataclass(frozen=True)
class ScratchResult:
    """What the lines came to.

    ``value`` is the representation of the last expression, ``facts`` its type, or shape and dtype;
    both are empty where the lines end with a statement. ``traceback`` says what was raised.
    ``verdict`` is `Verdict.passed` unless the sandbox ended the run, and ``load`` says why the
    submission itself could not be loaded.
    """

    verdict: Verdict
    value: str = ""
    facts: str = ""
    traceback: str = ""
    printed: str = ""
    printed_on_load: str = ""
    load: LoadFailure | None = None

    def as_dict(self) -> dict[str, Any]:
        """For JSON."""
        return {
            "verdict": self.verdict.value,
            "sentence": str(self.verdict.sentence),
            "value": self.value,
            "facts": self.facts,
            "traceback": self.traceback,
            "printed": self.printed,
            "printed_on_load": self.printed_on_load,
            "load": self.load.as_dict() if self.load else None,
        }


def run_scratch(source: str, text: str, limits: Limits) -> ScratchResult:
    """Runs the lines after the submission.

    Args:
        source: the submission.
        text: an expression or a few lines, of which the last may be an expression.
        limits: of the sandbox.

    Raises: SandboxUnavailable: this host cannot run code safely; nothing was run.
    """
    with Runner(source + _CELL, limits, budget=limits.load_seconds + limits.call_seconds) as runner:
        loaded = runner.load
        if loaded.verdict is not Verdict.passed:
            return ScratchResult(loaded.verdict, load=explain_load(source, loaded))
        lines = source.splitlines()
        outcome = runner.run(call("__scratch_cell__", text[:MAX_CHARS], lines))
    return _described(outcome, _shown(loaded.output))


def _described(outcome: Outcome, printed_on_load: str) -> ScratchResult:
    texts = outcome.value if isinstance(outcome.value, list) else []
    value, facts, traceback = [_shown(str(text)) for text in texts[:3]] or ["", "", ""]
    return ScratchResult(
        verdict=outcome.verdict,
        value=value,
        facts=facts,
        traceback=traceback,
        printed=_shown(outcome.output),
        printed_on_load=printed_on_load,
    )


def _shown(text: str) -> str:
    return clip(printable(text), MAX_CHARS)
