from __future__ import annotations

import pytest

from courseware.ui.meanings import meaning_of, words_of
from grader.results.verdicts import Verdict


@pytest.mark.parametrize("verdict", Verdict)
def test_every_verdict_has_a_meaning_by_enum_and_by_name(verdict):
    assert meaning_of(verdict) == meaning_of(verdict.value) != "none"


def test_only_a_pass_is_right_and_the_graders_failure_is_not_the_students():
    right = [verdict for verdict in Verdict if meaning_of(verdict) == "right"]
    assert right == [Verdict.passed]
    assert meaning_of(Verdict.grader_failed) == "look"


def test_a_state_that_nobody_knows_has_no_meaning():
    assert meaning_of("frobnicated") == "none"


def test_names_become_words():
    assert words_of(Verdict.wrong_values) == "Wrong values"
    assert words_of("passed") == "Passed"
    assert words_of("not_run") == "Not run"
