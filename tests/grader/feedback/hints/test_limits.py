"""Where a program that ran into a limit is likely to have done so, in the real sandbox too."""

from __future__ import annotations

import numpy as np
import pytest

from grader.feedback.hints.exceptions import Program
from grader.feedback.hints.limits import hint_for_limit
from grader.judging.runner import Runner
from grader.lab import call
from grader.results.verdicts import Verdict
from grader.sandbox.limits import Limits
from grader.sandbox.outcome import Outcome


def hint(source: str, verdict: Verdict = Verdict.time_limit, function: str = "f") -> str:
    return hint_for_limit(Outcome(verdict), function, Program.of(source))


ENDLESS = {
    "while True": (
        "def f(x):\n    while True:\n        x = x / 2\n",
        "Line 2 begins a loop that nothing ends: it has no break.",
    ),
    "condition stays": (
        "def f(x):\n    k = 0\n    while k < 3:\n        x = x + 1\n    return x\n",
        "Line 3 begins a loop that may never end: nothing in it changes k.",
    ),
    "two names": (
        "def f(x):\n    while a > b:\n        pass\n",
        "Line 2 begins a loop that may never end: nothing in it changes a, b.",
    ),
    "in a function that is called": (
        "def f(x):\n    return g(x)\n\ndef g(x):\n    while 1:\n        pass\n",
        "Line 5 begins a loop that nothing ends: it has no break.",
    ),
}
SLOW = {
    "two loops": (
        "def f(x):\n    for row in x:\n        for v in row:\n            pass\n",
        "Lines 2 and 3 are a loop in a loop",
    ),
    "comprehension in a loop": (
        "def f(x):\n    for row in x:\n        y = [v for v in row]\n",
        "Lines 2 and 3 are a loop in a loop",
    ),
    "one loop": ("def f(x):\n    for v in x:\n        pass\n", "Line 2 begins a loop: if that is"),
}


@pytest.mark.parametrize(("source", "words"), ENDLESS.values(), ids=list(ENDLESS))
def test_loop_without_end_is_found(source: str, words: str) -> None:
    assert hint(source) == words


@pytest.mark.parametrize(("source", "words"), SLOW.values(), ids=list(SLOW))
def test_loops_over_entries_are_named(source: str, words: str) -> None:
    assert hint(source).startswith(words)


@pytest.mark.parametrize(
    "body",
    [
        "while x > 1:\n        x = x / 2",
        "while x > 1:\n        x /= 2",
        "while x.any():\n        pass",
        "while x:\n        x.pop()",
        "while x[0]:\n        x[0] = 0",
        "while x > 1:\n        update(x)",
        "while True:\n        break",
        "while x:\n        return 1",
        "while (x := next(y)):\n        pass",
    ],
)
def test_loop_that_may_end_is_not_accused(body: str) -> None:
    assert hint(f"def f(x):\n    {body}\n").startswith("Line 2 begins a loop: if that is")


HARMLESS = (
    'for kind in ("l1", "l2"):',
    "for c in range(3):",
    "for k, name in enumerate([x, x]):",
    "for a, b in zip((1, 2), x):",
    "for k in range(2, 10):",
    "for letter in 'abc':",
)


@pytest.mark.parametrize("head", HARMLESS)
def test_a_loop_of_few_rounds_is_not_accused(head: str) -> None:
    assert hint(f"def f(x):\n    {head}\n        x = x + 1\n    return x\n") == ""
    slow = f"def f(x):\n    {head}\n        pass\n    for v in x:\n        [v for k in (1, 2)]\n"
    assert hint(slow).startswith("Line 4 begins a loop: if that is")


@pytest.mark.parametrize("source", ["def f(x):\n    return x\n", "", "f = 1\n", "def f(:"])
def test_nothing_is_said_without_a_loop(source: str) -> None:
    assert hint(source) == ""


def test_loops_of_other_functions_are_not_accused() -> None:
    assert hint("def g(x):\n    while True:\n        pass\n\ndef f(x):\n    return x\n") == ""


def test_loop_outside_of_functions_is_found_when_the_file_is_loaded() -> None:
    source = "def f(x):\n    while True:\n        pass\n\nwhile True:\n    pass\n"
    assert hint(source, function="").startswith("Line 5 begins a loop that nothing ends")


def test_prints_in_loops_and_answers_that_are_too_large() -> None:
    source = "def f(x):\n    for v in x:\n        print(v)\n"
    assert hint(source, Verdict.output_limit) == (
        "Line 3 prints in a loop: remove it, or print less."
    )
    returned = Outcome(Verdict.output_limit, detail="It returned 9 bytes in one answer.")
    assert hint_for_limit(returned, "f", Program.of(source)).startswith("The answer is too large")
    assert hint("def f(x):\n    print(x)\n", Verdict.output_limit) == ""


@pytest.mark.parametrize(
    ("line", "module"),
    [
        ("import threading", "threading"),
        ("from concurrent.futures import ThreadPoolExecutor", "concurrent.futures"),
        ("from multiprocessing import Pool", "multiprocessing"),
    ],
)
def test_imports_that_start_threads_are_named(line: str, module: str) -> None:
    found = hint(f"import numpy as np\n{line}\n", Verdict.process_limit)
    assert found.startswith(f"Line 2 imports {module}: one process")
    assert hint("import numpy as np\n", Verdict.process_limit) == ""


def test_other_verdicts_have_no_limit() -> None:
    assert hint("def f(x):\n    while True:\n        pass\n", Verdict.wrong_values) == ""


@pytest.mark.parametrize(
    ("source", "verdict", "words"),
    [
        (ENDLESS["while True"][0], Verdict.time_limit, "Line 2 begins a loop that nothing ends"),
        (
            "import numpy as np\n\ndef f(x):\n    return np.zeros((3000, 3000))\n",
            Verdict.output_limit,
            "The answer is too large",
        ),
    ],
)
def test_limits_of_the_sandbox_are_explained(source: str, verdict: Verdict, words: str) -> None:
    limits = Limits(call_seconds=1.0, result_bytes=1 << 20)
    with Runner(source, limits) as runner:
        outcome = runner.run(call("f", np.ones(3)))
    assert outcome.verdict is verdict
    assert hint_for_limit(outcome, "f", Program.of(source)).startswith(words)
