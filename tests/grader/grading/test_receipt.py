from hashlib import sha256

import numpy as np

from grader.grading.receipt import receipt_of
from grader.lab import load_lab
from tests.grader.small_lab import write_lab


def test_what_a_replay_needs_is_there(tmp_path):
    lab = load_lab(write_lab(tmp_path))
    receipt = receipt_of(lab, "x = 1\n", 255)
    assert receipt["seed"] == "0xff" and receipt["revision"] == lab.revision
    assert receipt["code"] == sha256(b"x = 1\n").hexdigest()
    assert receipt["code"] == receipt_of(lab, b"x = 1\n", 1)["code"]
    assert receipt["numpy"] == np.__version__
