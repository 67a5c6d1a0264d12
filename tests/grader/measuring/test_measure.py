"""Timing in the real sandboxes: what is slower reads as slower, whatever is tried."""

from __future__ import annotations

import contextlib
import time
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from grader.lab import Lab, load_lab
from grader.measuring import Measurement, _measure_session_pair, measure
from grader.measuring.costs import Cost, TimedPair
from grader.measuring.series import MIN_PAIRS_WHEN_SLOW, PairSeries
from grader.measuring.session_pair import VoidMeasurement
from grader.results.verdicts import Verdict
from tests.grader.small_lab import FILES, write_lab

pytestmark = pytest.mark.alone

WORK = "import numpy as np\n\n\ndef double(x):\n    for _ in range({n}):\n        y = np.exp(x)\n"
WORK += "    return 2.0 * x\n\n\ndef root(x):\n    return x**0.5\n"


@pytest.fixture(scope="module")
def busy(tmp_path_factory: pytest.TempPathFactory) -> Lab:
    """The small lab with a reference that takes about a millisecond."""
    reference = WORK.format(n=20)
    cases = FILES["cases.py"].replace("def hidden", "def unused").replace("unused(", "_unused(")
    cases += '\n\ndef hidden(rng):\n    yield Case("drawn", call("double", rng.random(5)), "2x.")\n'
    sized = FILES["workload.py"].replace("(1000,)", "(100_000,)")
    folder = tmp_path_factory.mktemp("labs")
    return load_lab(write_lab(folder, reference_py=reference, cases_py=cases, workload_py=sized))


def timed(lab: Lab, source: str, seed: int = 1) -> Measurement:
    return measure(lab, source, np.random.SeedSequence(seed))


def test_reference_against_itself_is_one(busy: Lab) -> None:
    found = timed(busy, busy.reference_source).performance
    assert found is not None
    assert 0.7 < found.ratio < 1.4
    assert found.score == 1.0
    assert found.pairs >= 3


def test_more_work_reads_as_slower(busy: Lab) -> None:
    found = timed(busy, WORK.format(n=60)).performance
    assert found is not None
    assert 1.8 < found.ratio < 5


def test_waiting_counts_although_it_takes_no_cpu_time(busy: Lab) -> None:
    code = WORK.format(n=20).replace("    return 2.0", "    time.sleep(0.02)\n    return 2.0")
    found = timed(busy, "import time\n" + code).performance
    assert found is not None
    assert found.basis == "wall"
    assert found.submission_ms > 20


def test_waiting_cannot_be_hidden_behind_work_now_and_then(busy: Lab) -> None:
    code = "import random, time\n" + WORK.format(n=20).replace(
        "    return 2.0",
        "    if random.random() < 0.6:\n        time.sleep(0.02)\n    else:\n"
        "        began = time.perf_counter()\n        while time.perf_counter() < began + 0.02:\n"
        "            pass\n    return 2.0",
    )
    found = timed(busy, code).performance
    assert found is not None
    assert found.submission_ms > 20  # the ratio shrinks where the reference waits for a CPU


def test_work_of_a_helper_thread_counts(busy: Lab) -> None:
    code = WORK.format(n=60).replace(
        "def double(x):\n",
        "def double(x):\n    return list(pool.map(_double, [x, x]))[0]\n\n\ndef _double(x):\n",
    )
    code = (
        "from concurrent.futures import ThreadPoolExecutor\npool = ThreadPoolExecutor(2)\n" + code
    )
    found = timed(busy, code).performance
    assert found is not None
    assert found.ratio > 2.5  # of six times the work


def test_remembered_answers_do_not_pay(busy: Lab) -> None:
    code = (
        "seen = {}\n\n"
        + WORK.format(n=60).replace("def double(x):", "def _double(x):")
        + "\n\ndef double(x):\n    key = x.tobytes()\n    if key not in seen:\n"
        "        seen[key] = _double(x)\n    return seen[key]\n"
    )
    found = timed(busy, code).performance
    assert found is not None
    assert found.ratio > 1.8


def test_own_clock_does_not_help(busy: Lab) -> None:
    code = "import time\ntime.perf_counter = time.process_time = lambda: 0.0\n" + WORK.format(n=60)
    found = timed(busy, code).performance
    assert found is not None
    assert found.ratio > 1.8


def test_wrong_answer_in_a_timed_call_is_no_measurement(busy: Lab) -> None:
    code = WORK.format(n=1).replace("return 2.0 * x", "return x * 0")
    found = timed(busy, code)
    assert (found.verdict.value, found.performance) == ("wrong_values", None)


def test_buffer_that_is_reused_is_allowed(busy: Lab) -> None:
    code = (
        "import numpy as np\n\nout = np.empty(100_000)\n\n"
        "def double(x):\n    return np.multiply(2.0, x, out=out)\n"
    )
    found = timed(busy, code)
    assert found.verdict.value == "passed"


def test_timed_call_at_its_limit_is_slow_and_not_wrong(busy: Lab) -> None:
    code = "import time\n" + WORK.format(n=1).replace("    return", "    time.sleep(9)\n    return")
    lab = replace(busy, limits=replace(busy.limits, call_seconds=0.3))
    found = timed(lab, code)
    assert found.verdict.value == "passed"
    assert found.performance is not None
    assert found.performance.score == 0.0
    assert found.performance.note.startswith("A timed call reached its time limit")


def test_reference_that_does_not_load_is_the_graders_failure(busy: Lab) -> None:
    found = timed(replace(busy, reference_source="import numpi\n"), WORK.format(n=1))
    assert found.verdict.value == "grader_failed"
    assert "the reference does not load" in found.detail


def test_course_reference_can_be_imported_by_the_reference_alone(tmp_path: Path) -> None:
    uses = "from grader import reference\n\n\ndef double(x):\n    reference.sigmoid(x)\n"
    uses += "    return 2.0 * x\n\n\ndef root(x):\n    if x < 0:\n        raise ValueError\n"
    uses += "    return x**0.5\n"
    lab = load_lab(write_lab(tmp_path, reference_py=uses))
    assert timed(lab, FILES["solutions/adding.py"]).verdict.value == "passed"
    assert timed(lab, uses).verdict.value == "raised"


# -- scenarios -------------------------------------------------------------------------------------
STEPS = """\
import numpy as np


def double(x):
    return 2.0 * x, [x]


def root(g, state):
    for _ in range({n}):
        y = np.exp(state[0])
    return g * state[0] ** 0.5
"""
STEPWISE = """\
from grader.lab import call, result, steps

SIZES = (50_000,)


def make(rng, size):
    first, last = call("double", rng.random(size)), call("root", 3.0, result(0)[1])
    return [steps(first, last, judged=(result(0)[0], result(1)))]
"""
STEP_CASES = """\
from grader.lab import Case, call, result, steps
import numpy as np


def visible():
    yield Case("both", steps(call("double", np.ones(3)), call("root", 2.0, result(0)[1])), "Both.")


def hidden(rng):
    x = rng.random(3)
    yield Case("drawn", steps(call("double", x), call("root", 2.0, result(0)[1])), "Both.")
"""


@pytest.fixture(scope="module")
def stepwise(tmp_path_factory: pytest.TempPathFactory) -> Lab:
    """A lab whose timed call hands a state of the submission's own to the next."""
    files = {
        "lab_yaml": FILES["lab.yaml"].replace("root(x)", "root(g, state)"),
        "starter_py": FILES["starter.py"].replace("root(x)", "root(g, state)"),
        "reference_py": STEPS.format(n=20),
        "cases_py": STEP_CASES,
        "workload_py": STEPWISE,
    }
    return load_lab(write_lab(tmp_path_factory.mktemp("labs"), **files))


def test_scenario_is_timed_as_a_whole(stepwise: Lab) -> None:
    own_state = STEPS.replace("[x]", "{{0: x, 'half': lambda: x / 2}}")
    same, slower = (timed(stepwise, own_state.format(n=n)).performance for n in (20, 120))
    assert same is not None and slower is not None
    assert 0.8 < same.ratio < 1.25
    assert 2.5 < slower.ratio < 6.5
    assert not (same.void or slower.void)


def test_every_judged_part_of_a_timed_scenario_is_compared(stepwise: Lab) -> None:
    for right, wrong in (("2.0 * x", "2.1 * x"), ("** 0.5", "** 0.6")):
        found = timed(stepwise, STEPS.format(n=1).replace(right, wrong))
        assert (found.verdict, found.performance) == (Verdict.wrong_values, None)


def test_timed_scenario_has_the_time_limit_of_one_call(stepwise: Lab) -> None:
    lab = replace(stepwise, limits=replace(stepwise.limits, call_seconds=0.5))
    sleeps = STEPS.format(n=1).replace("    return", "    time.sleep(0.3)\n    return")
    found = timed(lab, "import time\n" + sleeps).performance
    assert found is not None
    assert (found.score, found.note[:34]) == (0.0, "A timed call reached its time limi")


def test_end_of_time_while_a_sandbox_is_loaded_is_no_fault_of_the_submission(busy: Lab) -> None:
    """On a busy machine the time may be over before another pair of sandboxes is ready."""
    cost = Cost(1_000_000, 1_000_000)
    slow_to_load = f"import time\ntime.sleep(60)\n{busy.reference_source}"
    for pairs in (0, MIN_PAIRS_WHEN_SLOW):
        series = PairSeries(ends=time.monotonic(), pairs=[TimedPair(cost, cost)] * pairs)
        rng = np.random.default_rng(1)
        with pytest.raises(VoidMeasurement) if not pairs else contextlib.nullcontext():
            assert _measure_session_pair(busy, slow_to_load, rng, series) == {}
        assert series.done == bool(pairs)
