"""A session from outside: what goes in, what comes out, and how it ends."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from grader.files.cells import Cell
from grader.results.verdicts import Verdict
from grader.sandbox import Limits, Outcome, Session, open_session
from grader.sandbox.stopwatch import TOLERATED_NS

VALUES = [
    None,
    True,
    -(2**200),
    0.1,
    float("inf"),
    complex(1, -0.5),
    "ö\n\x00",
    [1, [2.5, (None, "x")]],
    {"a": 1, 2: (3.0,)},
    np.float32(0.1),
    np.int8(-3),
    np.True_,
]


@pytest.mark.parametrize("value", VALUES, ids=repr)
def test_value_comes_back_as_it_went_in(run: Callable[..., Outcome], value: Any) -> None:
    outcome = run("def f(x): return x", value)
    assert outcome.verdict is Verdict.passed
    assert (outcome.value, type(outcome.value)) == (value, type(value))


@pytest.mark.parametrize("dtype", "bool int8 uint64 float16 float32 float64 longdouble".split())
@pytest.mark.parametrize("shape", [(), (0,), (5,), (2, 0, 3), (4, 3)])
def test_array_comes_back_with_dtype_and_shape(
    run: Callable[..., Outcome], dtype: str, shape: tuple[int, ...]
) -> None:
    array = (np.arange(np.prod(shape)) % 2).astype(dtype).reshape(shape)
    outcome = run("def f(x): return x.copy()", array)
    assert outcome.value.dtype == array.dtype
    assert outcome.value.shape == shape
    assert np.array_equal(outcome.value, array)


def test_order_and_write_protection_of_inputs_arrive() -> None:
    with open_session(Limits()) as session:
        session.load("def f(a, b): return [a.flags.f_contiguous, b.flags.writeable, a[1, 0]]")
        a, b = np.asfortranarray(np.arange(6.0).reshape(2, 3)), np.zeros(3)
        b.flags.writeable = False
        assert session.call("f", (a, b), {}).value == [True, False, 3.0]


WARNS = """
import numpy as np
def over(x): return np.exp(x * 1000)
def under(x): return np.exp(x * -1000)
def silent(x):
    with np.errstate(over="ignore"): return np.exp(x * 1000)
"""


@pytest.mark.parametrize("warnings", [True, False])
def test_a_session_without_warnings_raises_where_numpy_would_warn(warnings: bool) -> None:
    with open_session(Limits(warnings=warnings)) as session:
        session.load(WARNS)
        outcomes = [session.call(f, (np.ones(1),), {}) for f in ("over", "under", "silent")]
    verdict = Verdict.passed if warnings else Verdict.raised
    assert [outcome.verdict for outcome in outcomes] == [verdict, Verdict.passed, Verdict.passed]


def test_change_of_an_input_whose_entries_lie_apart_is_noticed() -> None:
    with open_session(Limits()) as session:
        session.load("def f(x, write):\n    if write: x[1] = 9\n    return [x, x.strides]")
        for write, verdict in ((False, Verdict.passed), (True, Verdict.changed_inputs)):
            outcome = session.call("f", (np.arange(8.0)[::2], write), {})
            assert (outcome.verdict, outcome.value[1]) == (verdict, (16,))


@pytest.mark.parametrize("sizes", [(3, 0), (0, 3), (0, 0), (3, 0, 0)])
def test_answer_of_several_arrays_may_end_in_an_empty_one(
    run: Callable[..., Outcome], sizes: tuple[int, ...]
) -> None:
    outcome = run("import numpy as np\ndef f(*n): return list(map(np.ones, n))", *sizes)
    assert [len(array) for array in outcome.value] == list(sizes)


def test_strided_answer_comes_back_whole(run: Callable[..., Outcome]) -> None:
    outcome = run("def f(x): return x[::2, ::-1].T", np.arange(20.0).reshape(4, 5))
    assert np.array_equal(outcome.value, np.arange(20.0).reshape(4, 5)[::2, ::-1].T)


def test_one_session_keeps_its_module_between_calls(start: Callable[..., Session]) -> None:
    session = start("n = 0\ndef f():\n    global n\n    n += 1\n    return n")
    assert [session.call("f", (), {}).value for _ in range(3)] == [1, 2, 3]


@pytest.mark.parametrize(
    "body", ["x[0] = 9.0", "x.shape = (1, 3)", "x.sort()", "x *= 1.5"], ids=lambda body: body
)
def test_changed_input_is_noticed_and_the_answer_kept(
    run: Callable[..., Outcome], body: str
) -> None:
    outcome = run(f"def f(x):\n    {body}\n    return 1.0", np.array([3.0, 1.0, 2.0]))
    assert (outcome.verdict, outcome.value) == (Verdict.changed_inputs, 1.0)


def test_changed_list_of_inputs_is_noticed(run: Callable[..., Outcome]) -> None:
    outcome = run("def f(W):\n    W.append(W[0])\n    return 1", [np.zeros(2)])
    assert outcome.verdict is Verdict.changed_inputs


def test_copies_may_be_changed(run: Callable[..., Outcome]) -> None:
    array = np.zeros(3)
    outcome = run("def f(x):\n    x = x + 0\n    x[0] = 1\n    return x", array)
    assert outcome.verdict is Verdict.passed
    assert array[0] == 0


def test_nan_in_an_input_is_no_change(run: Callable[..., Outcome]) -> None:
    assert run("def f(x): return 1", np.array([np.nan, -0.0])).verdict is Verdict.passed


def test_exception_comes_with_the_lines_of_the_file_alone(run: Callable[..., Outcome]) -> None:
    source = "import json\ndef f(x):\n    return g(x)\n\ndef g(x):\n    return json.loads(x)\n"
    outcome = run(source, "{")
    assert outcome.verdict is Verdict.raised
    assert outcome.raised is not None
    assert outcome.raised.type == "json.decoder.JSONDecodeError"
    assert outcome.raised.lines == ((3, "    return g(x)"), (6, "    return json.loads(x)"))
    assert "ValueError" in outcome.raised.bases


def test_printed_text_comes_with_the_call_that_printed_it(start: Callable[..., Session]) -> None:
    session = start("import sys\ndef f(x):\n    print('n', x)\n    print('e', file=sys.stderr)")
    assert session.call("f", (1,), {}).output == "n 1\ne\n"
    assert session.call("f", (2,), {}).output == "n 2\ne\n"


def test_text_that_was_printed_before_a_crash_is_kept(run: Callable[..., Outcome]) -> None:
    outcome = run("import os\ndef f():\n    print('so far')\n    os.abort()")
    assert (outcome.verdict, outcome.output) == (Verdict.ended_early, "so far\n")


def test_syntax_error_names_its_line() -> None:
    with open_session(Limits()) as session:
        outcome = session.load("x = 1\ndef f(:\n")
    assert outcome.verdict is Verdict.does_not_parse
    assert outcome.raised is not None
    assert outcome.raised.lines == ((2, "def f(:"),)


def test_missing_function_is_named_with_a_near_one(start: Callable[..., Session]) -> None:
    outcome = start("def penalti(): pass").call("penalty", (), {})
    assert outcome.verdict is Verdict.no_such_function
    assert outcome.detail == 'There is no penalty in the file. Did you mean "penalti"?'


def test_name_that_is_no_function_is_reported_as_none(start: Callable[..., Session]) -> None:
    outcome = start("penalty = 3").call("penalty", (), {})
    assert (outcome.verdict, outcome.detail) == (
        Verdict.no_such_function,
        "penalty is no function; it is int.",
    )


def test_dead_session_answers_not_run(start: Callable[..., Session]) -> None:
    session = start("import os\ndef f(): os._exit(7)")
    outcome = session.call("f", (), {})
    assert (outcome.verdict, outcome.alive) == (Verdict.ended_early, False)
    assert outcome.detail == "The program ended itself with status 7."
    assert session.call("f", (), {}).verdict is Verdict.not_run
    assert session.prepare("f", (), {}).verdict is Verdict.not_run


def test_time_limit_of_one_call_holds_for_that_call(start: Callable[..., Session]) -> None:
    session = start("import time\ndef f(s): time.sleep(s)")
    assert session.limits.call_seconds > 5
    outcome = session.call("f", (3,), {}, seconds=0.2)
    assert outcome.verdict is Verdict.time_limit


def test_waiting_for_a_cpu_does_not_count(start: Callable[..., Session]) -> None:
    """Twelve busy processes on the program's CPU leave it a thirteenth of the time."""
    session = start(
        "import time\ndef f():\n    end = time.process_time() + 0.3\n"
        "    while time.process_time() < end: pass\n    return 1"
    )
    cpu = {min(os.sched_getaffinity(0))}
    session.pin(cpu)
    busy = [
        subprocess.Popen(
            [sys.executable, "-S", "-c", f"import os; os.sched_setaffinity(0, {cpu})\nwhile 1: 1"]
        )
        for _ in range(12)
    ]
    try:
        time.sleep(0.5)
        outcome = session.call("f", (), {}, seconds=0.5)
    finally:
        for process in busy:
            process.kill()
            process.wait()
    assert (outcome.verdict, outcome.value) == (Verdict.passed, 1)
    assert outcome.wall_ns > 0.5e9


def test_call_that_ends_at_the_limit_gets_one_verdict_each_time() -> None:
    found = set()
    for _ in range(20):
        with open_session(Limits()) as session:
            session.load("import time\ndef f(): time.sleep(0.02)")
            found.add(session.call("f", (), {}, seconds=0.0203).verdict)
    assert found <= {Verdict.passed, Verdict.time_limit}


def test_input_of_a_foreign_kind_is_refused_before_anything_runs(
    start: Callable[..., Session],
) -> None:
    with pytest.raises(TypeError, match="an input cannot be sent into the sandbox: set"):
        start("def f(x): return x").call("f", ({1},), {})


def test_reference_can_be_imported_in_its_own_program_only() -> None:
    source = "from grader import reference\ndef f(): return reference.sigmoid.__name__"
    with open_session(Limits(), program="reference") as session:
        assert session.load(source).verdict is Verdict.passed
        assert session.call("f", (), {}).value == "sigmoid"
        assert session.load("import grader.lab").verdict is Verdict.raised
    with open_session(Limits()) as session:
        assert session.load(source).verdict is Verdict.raised


# -- timed calls -------------------------------------------------------------------------------
def test_prepared_call_gets_its_values_when_it_is_fired(start: Callable[..., Session]) -> None:
    session = start("def f(x, k): return x * k")
    x = np.random.default_rng(0).random((100, 7))
    assert session.prepare("f", (x,), {"k": 3}).verdict is Verdict.passed
    outcome = session.fire()
    assert np.array_equal(outcome.value, x * 3)
    assert outcome.wall_ns > 0
    assert outcome.cpu_ns > 0


def test_prepared_inputs_hold_nothing_before_the_call_is_fired(
    start: Callable[..., Session],
) -> None:
    source = (
        "import guest.loop as loop\nseen = []\nhonest = loop.Loop.prepare\n"
        "def prepare(self, *args):\n    honest(self, *args)\n"
        "    seen.append(float(self.prepared[2][0].sum()))\n"
        "loop.Loop.prepare = prepare\n"
        "def f(x): return [seen[-1], float(x.sum())]"
    )
    session = start(source)
    session.prepare("f", (np.ones(1000),), {})
    assert session.fire().value == [0.0, 1000.0]


def test_changed_input_of_a_timed_call_is_noticed(start: Callable[..., Session]) -> None:
    session = start("def f(x):\n    x += 1\n    return 0")
    session.prepare("f", (np.zeros(3),), {})
    assert session.fire().verdict is Verdict.changed_inputs


def test_fire_without_prepare_is_not_run(start: Callable[..., Session]) -> None:
    assert start("def f(): pass").fire().verdict is Verdict.not_run


def test_later_request_forgets_what_was_prepared(start: Callable[..., Session]) -> None:
    session = start("def f(x): return x")
    session.prepare("f", (np.ones(3),), {})
    assert session.call("f", (5,), {}).value == 5
    assert session.fire().verdict is Verdict.not_run


def test_helpers_do_not_run_between_timed_calls(start: Callable[..., Session]) -> None:
    session = start(
        "import threading\nn = 0\ndef count():\n    global n\n    while True: n += 1\n"
        "threading.Thread(target=count, daemon=True).start()\ndef f(): return n"
    )
    session.prepare("f", (), {})
    assert session.fire().verdict is Verdict.passed
    before = session._monitor.tree.cpu_ns()
    time.sleep(0.1)
    assert session._monitor.tree.cpu_ns() - before <= TOLERATED_NS


def test_cpu_time_counts_threads_and_processes(start: Callable[..., Session]) -> None:
    source = (
        "import os, threading, time\ndef burn(s):\n"
        "    end = time.thread_time() + s\n    while time.thread_time() < end: pass\n"
        "def threads():\n    t = threading.Thread(target=burn, args=(0.2,))\n"
        "    t.start()\n    t.join()\n"
        "def processes():\n    child = os.fork()\n"
        "    if child == 0:\n        burn(0.2)\n        os._exit(0)\n    os.waitpid(child, 0)\n"
    )
    session = start(source)
    for function in ("threads", "processes"):
        session.prepare(function, (), {})
        assert session.fire().cpu_ns > 0.15e9


def test_wall_time_holds_waiting_and_cpu_time_does_not(start: Callable[..., Session]) -> None:
    session = start("import time\ndef f(): time.sleep(0.2)")
    session.prepare("f", (), {})
    outcome = session.fire()
    assert outcome.wall_ns >= 0.2e9
    assert outcome.cpu_ns < outcome.wall_ns / 2


# -- honest helpers ------------------------------------------------------------------------------
def test_threads_pools_and_small_files_work(run: Callable[..., Outcome]) -> None:
    source = (
        "import concurrent.futures, tempfile, threading\ndef f(x):\n"
        "    out = []\n    t = threading.Thread(target=out.append, args=(1,))\n"
        "    t.start()\n    t.join()\n"
        "    with concurrent.futures.ThreadPoolExecutor(1) as pool:\n"
        "        out += pool.map(abs, [-2])\n"
        "    with tempfile.TemporaryFile() as file:\n        file.write(b'three')\n"
        "        file.seek(0)\n        out.append(len(file.read()))\n    return out"
    )
    outcome = run(source, 0)
    assert (outcome.verdict, outcome.value) == (Verdict.passed, [1, 2, 5])


def test_warnings_logging_and_random_numbers_work(run: Callable[..., Outcome]) -> None:
    source = (
        "import logging, random, warnings\nimport numpy as np\ndef f():\n"
        "    warnings.warn('careful')\n    logging.warning('note')\n"
        "    return [random.random() < 1, float(np.random.default_rng().random()) < 1]"
    )
    outcome = run(source)
    assert outcome.value == [True, True]
    assert "careful" in outcome.output
    assert "note" in outcome.output


def test_cpu_time_can_be_limited_from_any_moment() -> None:
    with open_session(Limits()) as session:
        session.load("def f():\n    while True: pass\n\ndef g(): return 1")
        session.limit_cpu(0.1)
        assert session.call("g", (), {}).verdict is Verdict.passed
        session.limit_cpu(0.1)
        outcome = session.call("f", (), {}, seconds=60)
        assert (outcome.verdict, outcome.alive) == (Verdict.time_limit, False)


CELLS = (Cell(1, 1, 1), Cell(2, 2, 3), Cell(3, 4, 4))


def test_cells_are_loaded_one_by_one() -> None:
    with open_session(Limits()) as session:
        outcome = session.load("def f(): return 1\nx = 1\nmissing\ny = x", cells=CELLS)
        assert outcome.verdict is Verdict.passed
        assert [(piece.first, piece.last) for piece in outcome.skipped] == [(3, 3)]
        assert outcome.running is None
        assert session.call("f", (), {}).value == 1


def test_cell_that_ends_the_session_is_named_by_its_lines() -> None:
    with open_session(Limits(load_seconds=0.4)) as session:
        outcome = session.load("x = 1\ny = 2\nwhile x: pass\nz = 3", cells=CELLS)
    assert (outcome.verdict, outcome.alive) == (Verdict.time_limit, False)
    assert outcome.running == (3, 3)


def test_without_cells_no_lines_are_said_to_run() -> None:
    with open_session(Limits(load_seconds=0.4)) as session:
        assert session.load("import os\nos._exit(1)").running is None
