"""Files that end the program, start another or never end."""

from __future__ import annotations

import pytest

from grader.feedback.hints.endings import hint_for_endless, hint_for_other_programs
from grader.feedback.hints.exceptions import Program
from grader.feedback.hints.verdict_hints import hint_for_load
from grader.judging.runner import Runner
from grader.results.verdicts import Verdict

BELOW_MAIN = 'below if __name__ == "__main__":, which is not run here'
PARSER = "import argparse\np = argparse.ArgumentParser()\np.add_argument('x')\n"
ENDS = {
    "sys.exit": ("import sys\n\nsys.exit(0)\n", "Line 3 ends the whole program (sys.exit)"),
    "from sys": ("from sys import exit\nexit()\n", "Line 2 ends the whole program (sys.exit)"),
    "SystemExit": ("x = 1\nraise SystemExit\n", "Line 2 ends the whole program (SystemExit)"),
    "os._exit": ("import os\nos._exit(1)\n", "Line 2 ends the whole program (os._exit)"),
    "unittest": ("import unittest\nunittest.main()\n", "Line 2: unittest.main() runs tests and"),
    "unittest's main": (
        "from unittest import main\nmain()\n",
        "Line 2: unittest.main() runs tests",
    ),
    "argparse": (f"{PARSER}a = p.parse_args()\n", "Line 4: parse_args reads the command line"),
    "in a function": (
        "import sys\ndef f():\n    sys.exit()\nf()\n",
        "Line 3 ends the whole program (sys.exit): a function returns its answer",
    ),
}


@pytest.mark.parametrize(("code", "text"), ENDS.values(), ids=list(ENDS))
def test_program_that_ends_itself(code: str, text: str, runner: Runner) -> None:
    runner.swap(code)
    assert runner.load.verdict is Verdict.ended_early
    hint = hint_for_load(code, runner.load)
    assert hint.startswith(text)
    assert BELOW_MAIN in hint or "in a function" in text or "a function returns" in hint


@pytest.mark.parametrize(
    "code",
    [
        'import sys\nif __name__ == "__main__":\n    sys.exit(3)\n',
        'import unittest\nif __name__ == "__main__":\n    unittest.main()\n',
    ],
)
def test_main_part_is_not_run(code: str, runner: Runner) -> None:
    runner.swap(code)
    assert runner.load.verdict is Verdict.passed


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("import platform\nplatform.processor()\n", "Line 2: platform.processor starts another"),
        ("import platform as p\np.platform()\n", "or use platform.system."),
        ("from subprocess import run\nrun(['ls'])\n", "Line 2: subprocess.run starts another"),
        ("import os\nx = 1\nos.system('ls')\n", "Line 3: os.system starts another program"),
    ],
)
def test_other_programs_are_named_with_their_line(code: str, text: str, runner: Runner) -> None:
    runner.swap(code)
    assert runner.load.verdict is Verdict.forbidden_call
    assert text in hint_for_load(code, runner.load)


def test_without_such_a_call_the_general_hint_stays() -> None:
    assert hint_for_other_programs(Program.of("x = 1\n")) == ""


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("x = 1\nwhile True:\n    x += 1\n", "line 2 begins a loop outside of any function"),
        ("def f():\n    while True:\n        pass\nf()\n", "The file itself does not end"),
        ("for i in x:\n    pass\nwhile y:\n    pass\n", "The file itself does not end"),
    ],
)
def test_loop_of_a_file_that_does_not_end(code: str, text: str) -> None:
    assert text in hint_for_endless(Program.of(code))
