import platform

import numpy as np

import grader
from labs.versions import running, versions_of


def test_the_running_versions_are_those_of_a_new_report():
    receipt = {"python": platform.python_version(), "numpy": np.__version__}
    assert versions_of({"receipt": {**receipt, "grader": grader.VERSION}}) == running()


def test_a_report_that_does_not_state_all_states_none():
    for report in ({}, {"receipt": None}, {"receipt": {"python": "3.11.4"}}):
        assert versions_of(report) == ""
