"""What a person at the terminal reads while a command works, and when it fails."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from deploy.messages import DeployError, progress, report_failure

ROOT = Path(__file__).resolve().parents[2]


def test_progress_has_the_seconds_since_the_process_started(capsys: pytest.CaptureFixture[str]):
    progress("Doing something")
    assert re.fullmatch(r" *\d+\.\d s  Doing something\n", capsys.readouterr().out)


def test_progress_counts_what_was_done_before_the_process_turned_into_the_command():
    program = "import os, sys, time; time.sleep(0.3); "
    program += "os.execv(sys.executable, [sys.executable, '-c', "
    program += "'from deploy.messages import progress; progress(str())'])"
    process = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert float(process.stdout.split()[0]) >= 0.3


def test_progress_survives_a_terminal_that_is_gone():
    program = "import os; os.close(1); from deploy.messages import progress; progress('x')"
    process = subprocess.run([sys.executable, "-c", program], cwd=ROOT, stderr=subprocess.PIPE)
    assert process.stderr == b""


def test_a_failure_is_one_sentence_on_the_error_output(capsys: pytest.CaptureFixture[str]):
    assert report_failure(DeployError("Nothing works.")) == 1
    output = capsys.readouterr()
    assert output.out == ""
    assert output.err == "\nNothing works.\n"
