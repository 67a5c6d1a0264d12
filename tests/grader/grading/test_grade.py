"""Whole grades, in the real sandbox: right, wrong and hostile submissions, each its verdict."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

import grader
from grader.lab import Case, Lab, call
from grader.results.report import CaseResult, Report
from tests.grader.small_lab import FILES, GOOD

ROOT = "\n\ndef root(x):\n    if x < 0:\n        raise ValueError\n    return x**0.5\n"


@pytest.fixture(scope="module")
def untimed(doubling: Lab) -> Lab:
    """The small lab with all points for correctness, so that nothing is timed."""
    return replace(doubling, weights={"correctness": 100.0, "performance": 0.0})


def verdicts(report: Report) -> dict[str, str]:
    return {case.name: case.verdict.value for case in report.cases}


def test_right_submission_passes_every_case_and_is_timed(doubling: Lab) -> None:
    report = grader.grade(doubling, GOOD)
    assert verdicts(report) == {
        "small": "passed",
        "root of four": "passed",
        "drawn": "passed",
        "negative": "passed",
        "Inputs of the timed size": "passed",
    }
    assert report.verdict.value == "passed"
    assert report.correctness == 1.0
    assert report.performance is not None
    assert 0.2 < report.performance.low <= report.performance.ratio <= report.performance.high < 5
    assert report.score == round(80 + 20 * report.performance.score, 2)


def test_starter_is_loaded_and_fails(untimed: Lab) -> None:
    report = grader.grade(untimed, untimed.starter)
    assert (report.verdict.value, report.score, report.load) == ("raised", 0.0, None)
    assert report.first is not None
    assert report.first.hint.startswith("This is the starter code: all of it is still to be")


def test_correctness_is_the_share_of_weights_that_passed(untimed: Lab) -> None:
    report = grader.grade(untimed, FILES["mistakes/squares.py"])
    assert verdicts(report) == {
        "small": "wrong_values",
        "root of four": "passed",
        "drawn": "wrong_values",
        "negative": "passed",
        "Inputs of the timed size": "wrong_values",
    }
    assert report.correctness == 3 / 6
    assert report.score == 50.0
    assert report.performance is None


def test_wrong_submission_earns_nothing_for_speed(doubling: Lab) -> None:
    report = grader.grade(doubling, FILES["mistakes/squares.py"])
    assert report.performance is None
    assert report.score == 40.0


def test_visible_case_shows_input_expected_got_and_the_largest_error(untimed: Lab) -> None:
    case = grader.grade(untimed, FILES["mistakes/squares.py"]).cases[0]
    assert case.as_dict() == {
        "name": "small",
        "visible": True,
        "passed": False,
        "verdict": "wrong_values",
        "hint": "This is the square, not the double.",
        "sentence": "The answer's values are wrong.",
        "detail": "",
        "mistake": "squares",
        "hypothesis": None,
        "source": "mistake",
        "function": "double",
        "weight": 1.0,
        "input": [{"name": "x", "text": "[1., 2., 4.]"}],
        "expected": "[2., 4., 8.]",
        "got": "[ 1.,  4., 16.]",
        "worst": {
            "index": [2],
            "expected": "8.0",
            "got": "16.0",
            "error": "8",
            "differing": 2,
            "entries": 3,
        },
        "call": "double(np.array([1.0, 2.0, 4.0]))",
        "output": "",
        "traceback": "",
    }


def test_each_further_cause_has_a_small_failing_input_of_its_own(untimed: Lab) -> None:
    wrong = "def double(x):\n    return x * x\n\n\ndef root(x):\n    return x * 2\n"
    report = grader.grade(untimed, wrong).as_dict()
    example = report["causes"][1]["example"]
    assert report["smallest"]["function"] != example["function"] and not example["passed"]
    assert example["call"].startswith(f"{example['function']}(")


def test_report_is_plain_json_of_the_promised_form(doubling: Lab) -> None:
    shown = grader.grade(doubling, GOOD, seed=7).as_dict()
    json.dumps(shown, allow_nan=False)
    assert set(shown) >= {"lab", "verdict", "score", "correctness", "performance", "seconds"}
    assert set(shown["performance"]) >= {"ratio", "low", "high", "score"}
    assert set(shown["correctness"]["cases"][0]) >= {"name", "visible", "passed", "verdict", "hint"}
    assert shown["receipt"]["seed"] == "0x7"
    assert shown["receipt"]["revision"] == doubling.revision


def test_cases_are_reported_as_they_come_visible_ones_first(untimed: Lab) -> None:
    seen: list[CaseResult] = []
    report = grader.grade(untimed, GOOD, on_case=seen.append)
    assert [case.name for case in seen] == [case.name for case in report.cases]
    assert [case.visible for case in seen] == [True, True, False, False, False]


def test_trial_runs_the_visible_cases_alone(doubling: Lab) -> None:
    report = grader.grade(doubling, GOOD, visible_only=True)
    assert list(verdicts(report)) == ["small", "root of four"]
    assert (report.verdict.value, report.performance) == ("passed", None)


def test_same_seed_gives_the_same_hidden_inputs(untimed: Lab) -> None:
    leak = (
        "import numpy as np\n\ndef double(x):\n    return x * 2.0 if x.sum() > %r else x\n" + ROOT
    )
    drawn = untimed.hidden(np.random.default_rng(np.random.SeedSequence(5).spawn(1)[0]))[0]
    total = float(drawn.inputs.args[0].sum())
    below, above = (grader.grade(untimed, leak % t, seed=5) for t in (total - 1e-9, total + 1e-9))
    assert verdicts(below)["drawn"] == "passed"
    assert verdicts(above)["drawn"] == "wrong_values"


def test_seed_of_its_own_has_128_bits(untimed: Lab) -> None:
    seeds = {grader.grade(untimed, GOOD, visible_only=True).receipt["seed"] for _ in range(3)}
    assert len(seeds) == 3
    assert max(int(seed, 16) for seed in seeds) > 1 << 100


HOSTILE: dict[str, tuple[str, str]] = {
    "crashes": ("def double(x):\n    return x / [][0]\n", "raised"),
    "loops for ever": ("def double(x):\n    while True:\n        pass\n", "time_limit"),
    "eats memory": (
        "def double(x):\n    return [bytearray(1 << 24) for _ in range(999)]\n",
        "memory_limit",
    ),
    "forks without end": (
        "import os\n\ndef double(x):\n    while True:\n        os.fork()\n",
        "process_limit",
    ),
    "prints gigabytes": (
        "def double(x):\n    while True:\n        print('x' * 100_000)\n",
        "output_limit",
    ),
    "exits early with status 0": ("import os\n\ndef double(x):\n    os._exit(0)\n", "ended_early"),
    "calls sys.exit": ("import sys\n\ndef double(x):\n    sys.exit(0)\n", "ended_early"),
    "returns NaN": ("def double(x):\n    return x * float('nan')\n", "not_finite"),
    "returns an object": (
        "class Answer:\n    def __array__(self, *a, **k):\n        return 2.0\n\n"
        "def double(x):\n    return Answer()\n",
        "wrong_type",
    ),
    "returns nothing": ("def double(x):\n    2.0 * x\n", "wrong_type"),
    "returns an array of objects": (
        "import numpy as np\n\ndef double(x):\n    return np.array(list(2.0 * x), dtype=object)\n",
        "wrong_type",
    ),
    "returns a subclass that is always equal": (
        "import numpy as np\n\nclass Yes(np.ndarray):\n    def __eq__(self, other):\n"
        "        return True\n\ndef double(x):\n    return x.view(Yes)\n",
        "wrong_type",
    ),
    "returns another shape": ("def double(x):\n    return (2.0 * x)[:, None]\n", "wrong_shape"),
    "returns another dtype": (
        "def double(x):\n    return (2.0 * x).astype('float32')\n",
        "wrong_dtype",
    ),
    "changes its input": ("def double(x):\n    x *= 2.0\n    return x\n", "changed_inputs"),
    "opens a socket": (
        "import socket\n\ndef double(x):\n    socket.create_connection(('127.0.0.1', 6379))\n",
        "forbidden_call",
    ),
    "leaves the function out": ("def doubel(x):\n    return 2.0 * x\n", "no_such_function"),
}


ACCEPTED = {
    # The call may end the program or fail with an exception inside it.
    "forbidden_call": {"forbidden_call", "raised"},
    # On a busy machine so much memory, cleared page by page, takes longer than the limit to get.
    "memory_limit": {"memory_limit", "time_limit"},
    # On a busy machine so many processes need longer than the limit to get in their own way.
    "process_limit": {"process_limit", "time_limit"},
}


@pytest.mark.parametrize(("code", "verdict"), HOSTILE.values(), ids=list(HOSTILE))
def test_submission_gets_its_own_verdict_and_the_next_is_graded_normally(
    untimed: Lab, code: str, verdict: str
) -> None:
    report = grader.grade(untimed, code + ROOT, visible_only=True)
    assert verdicts(report)["small"] in ACCEPTED.get(verdict, {verdict})
    assert verdicts(report)["root of four"] == "passed"
    assert report.failure == ""
    assert grader.grade(untimed, GOOD).verdict.value == "passed"


LOADING: dict[str, tuple[str, str, str]] = {
    "syntax": ("def double(x):\n    return 2 *\n", "does_not_parse", "line 2: return 2 *"),
    "exception": ("x = 1\nx / 0\n", "raised", "line 2: x / 0"),
    "loop": ("while True:\n    pass\n", "time_limit", ""),
    "exit": ("raise SystemExit\n", "ended_early", ""),
    "module that is not there": ("import pandas\n", "raised", "line 1: import pandas"),
}


@pytest.mark.parametrize(("code", "verdict", "line"), LOADING.values(), ids=list(LOADING))
def test_file_that_does_not_load_says_why_and_runs_no_case(
    untimed: Lab, code: str, verdict: str, line: str
) -> None:
    quick = replace(untimed, limits=replace(untimed.limits, load_seconds=1.0))
    report = grader.grade(quick, code)
    assert report.verdict.value == verdict
    assert report.load is not None
    assert line in report.load.traceback
    assert set(verdicts(report).values()) == {"not_run"}
    assert (report.score, report.failure) == (0.0, "")


def test_twenty_loops_without_end_take_a_bounded_time(untimed: Lab) -> None:
    def many() -> Any:
        for number in range(20):
            yield Case(f"case {number}", call("root", 4.0), "2.")

    lab = replace(untimed, make_visible=many)
    report = grader.grade(lab, "def root(x):\n    while True:\n        pass\n", visible_only=True)
    found = list(verdicts(report).values())
    stopped = found.count("time_limit")  # a busy machine spends the time on fewer
    assert 1 <= stopped <= 4
    assert found == ["time_limit"] * stopped + ["not_run"] * (20 - stopped)
    assert report.verdict.value == "time_limit"


def test_death_in_one_case_does_not_fail_the_others(untimed: Lab) -> None:
    code = "import os\n\ndef double(x):\n    os._exit(1)\n" + ROOT
    assert verdicts(grader.grade(untimed, code)) == {
        "small": "ended_early",
        "root of four": "passed",
        "drawn": "ended_early",
        "negative": "passed",
        "Inputs of the timed size": "ended_early",
    }


def test_derived_exception_is_the_one_that_is_expected(untimed: Lab) -> None:
    code = GOOD.replace("raise ValueError", "raise Negative") + (
        "\n\nclass Negative(ValueError):\n    pass\n"
    )
    assert verdicts(grader.grade(untimed, code))["negative"] == "passed"


def test_other_exception_is_reported_beside_the_one_that_is_expected(untimed: Lab) -> None:
    wrong = grader.grade(untimed, GOOD.replace("raise ValueError", "raise KeyError('x')"))
    assert verdicts(wrong)["negative"] == "raised"
    value = grader.grade(untimed, GOOD.replace("raise ValueError", "return 0.0"))
    assert verdicts(value)["negative"] == "wrong_values"


SECRET = 12345.678
LEAKS = {
    "exception text": "raise AssertionError(repr(x))",
    "exception type": "raise type('Leak_' + str(float(x[0])).replace('.', '_'), (Exception,), {})",
    "print": "print(x); return x * 2.0 + 1",
    "warning": "import warnings; warnings.warn(repr(x)); return x * 2.0 + 1",
    "returned as the answer": "return x",
    "type of the answer": ("return type('Leak_' + str(float(x[0])).replace('.', '_'), (), {})()"),
    "traceback": (
        "exec(compile('\\n' * int(x[0]) + 'raise ValueError(1)', 'submission.py', 'exec'))"
    ),
}


@pytest.mark.parametrize("leak", LEAKS.values(), ids=list(LEAKS))
def test_report_holds_no_value_of_a_hidden_case(untimed: Lab, leak: str) -> None:
    def hidden(rng: np.random.Generator) -> Any:
        yield Case("secret", call("double", np.full(3, SECRET)), "Twice.")

    lab = replace(untimed, make_hidden=hidden)
    report = grader.grade(lab, f"def double(x):\n    {leak}\n{ROOT}")
    text = json.dumps(report.as_dict())
    assert verdicts(report)["secret"] != "passed"
    assert not any(part in text for part in ("12345", "24691", "12346"))


def test_the_same_leak_shows_in_a_visible_case(untimed: Lab) -> None:
    def visible() -> Any:
        yield Case("open", call("double", np.full(3, SECRET)), "Twice.")

    lab = replace(untimed, make_visible=visible)
    code = f"def double(x):\n    {LEAKS['exception text']}\n{ROOT}"
    case = grader.grade(lab, code, visible_only=True).cases[0]
    assert "12345.678" in case.traceback
    assert case.traceback.splitlines()[0] == "line 2: raise AssertionError(repr(x))"


def test_prints_of_a_visible_case_are_shown_with_controls_written_out(untimed: Lab) -> None:
    code = "def double(x):\n    print('a\\x1b[31m<b>')\n    return x\n" + ROOT
    case = grader.grade(untimed, code, visible_only=True).cases[0]
    assert case.output == "a\\x1b[31m<b>\n"


def test_lab_that_fails_is_the_graders_failure_and_gives_no_score(untimed: Lab) -> None:
    def hidden(rng: np.random.Generator) -> Any:
        raise LookupError("no data")
        yield

    report = grader.grade(replace(untimed, make_hidden=hidden), GOOD)
    assert report.verdict.value == "grader_failed"
    assert report.failure == "doubling: hidden cases cannot be made: no data"
    assert (report.score, report.as_dict()["score"]) == (None, None)


def test_reference_that_raises_is_the_graders_failure(untimed: Lab) -> None:
    def hidden(rng: np.random.Generator) -> Any:
        yield Case("broken", call("root", -4.0), "2.")

    report = grader.grade(replace(untimed, make_hidden=hidden), GOOD)
    assert report.failure == 'doubling: "broken": the reference raises negative'


def test_input_that_cannot_be_sent_is_the_graders_failure(untimed: Lab) -> None:
    def hidden(rng: np.random.Generator) -> Any:
        yield Case("object", call("double", np.array([None, 2.0])[1:]), "2.")

    report = grader.grade(replace(untimed, make_hidden=hidden), GOOD)
    assert report.failure.startswith('doubling: "object": an input cannot be sent')


def test_wrong_answers_while_timed_take_the_case_and_the_points(doubling: Lab) -> None:
    code = (
        "calls = 0\n\ndef double(x):\n    global calls\n    calls += x.size == 1000\n"
        "    return 2.0 * x + (calls > 3)\n" + ROOT
    )
    report = grader.grade(doubling, code)
    assert verdicts(report)["Inputs of the timed size"] == "wrong_values"
    assert report.performance is None
    assert report.verdict.value == "wrong_values"
    assert report.correctness == 5 / 6


def test_text_and_its_bytes_are_graded_alike(untimed: Lab) -> None:
    text = "# naïve\n" + GOOD
    for source in (
        text,
        text.encode(),
        b"\xef\xbb\xbf" + text.encode(),
        text.replace("\n", "\r\n"),
    ):
        assert grader.grade(untimed, source).verdict.value == "passed"
    latin = ("# -*- coding: latin-1 -*-\n" + text).encode("latin-1")
    assert grader.grade(untimed, latin).verdict.value == "passed"


UNREADABLE = {
    "UTF-16": (GOOD.encode("utf-16"), "The file is UTF-16; save it as UTF-8."),
    "Latin-1": (
        b"x = 'na\xefve'\n" + GOOD.encode(),
        "Line 1: the file is not UTF-8; save it as UTF-8.",
    ),
    "NUL": (GOOD.encode() + b"\0", "The file has NUL bytes"),
    "fence": (f"```python\n{GOOD}```\n".encode(), "Line 1: Remove the Markdown fences"),
    "prompt": (b">>> def double(x):\n...     return 2.0 * x\n", "Line 1: Remove the prompts"),
    "quotes": ("x = “two”\n".encode(), "Line 1: The quotation mark “"),
    "Python 2": (b"print 'hello'\n", "Line 1: In Python 3 print is a function"),
}


@pytest.mark.parametrize(("source", "hint"), UNREADABLE.values(), ids=list(UNREADABLE))
def test_text_that_is_no_python_gets_a_hint(untimed: Lab, source: bytes, hint: str) -> None:
    report = grader.grade(untimed, source)
    assert report.verdict.value == "does_not_parse"
    assert report.load is not None
    assert report.load.hint.startswith(hint)


def test_lone_surrogate_is_no_crash_of_the_grader(untimed: Lab) -> None:
    report = grader.grade(untimed, GOOD + "\n# \ud800\n")
    assert report.verdict.value in ("does_not_parse", "passed")
