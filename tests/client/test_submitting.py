"""What is looked at before code is sent."""

from __future__ import annotations

import pytest
from courseware_client.errors import Refused, WrongUsage
from courseware_client.submitting import check_lab, names_in

LAB = {"functions": [{"signature": "double(x)"}, {"signature": "half(x)"}]}


class Answering:
    """A site that knows one lab."""

    def get(self, path: str) -> dict:
        if path.endswith("/none"):
            raise Refused("This course has no lab “none”.", 404)
        return LAB


@pytest.mark.parametrize(
    "code",
    [
        "def double(x): return 2 * x",
        "half = lambda x: x / 2",
        "from numpy import sqrt as half",
        "def double(x:",  # the site says best what is wrong
        "from mine import *",
    ],
)
def test_code_that_may_be_meant_is_sent(code):
    check_lab(Answering(), "ml", "twice", code, guessed=False)


def test_code_for_another_lab_is_not_sent():
    with pytest.raises(WrongUsage, match="asks for double, half, and the file has none"):
        check_lab(Answering(), "ml", "twice", "def softmax(x): ...", guessed=False)


def test_a_lab_that_was_guessed_can_be_named():
    with pytest.raises(WrongUsage, match="--lab"):
        check_lab(Answering(), "ml", "none", "", guessed=True)
    with pytest.raises(Refused):
        check_lab(Answering(), "ml", "none", "", guessed=False)


def test_names_are_those_that_are_bound():
    assert names_in("class A: pass\nb, c = 1, 2\nimport numpy as np\nd") == {"A", "b", "c", "np"}
