"""Methods of requests as labels."""

from __future__ import annotations

import pytest

from courseware.serving.methods import OTHER, method_label


@pytest.mark.parametrize("method", ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"])
def test_methods_that_are_answered_stand_for_themselves(method: str):
    assert method_label(method) == method


@pytest.mark.parametrize("method", ["get", "BREW", "", None])
def test_any_other_word_is_one_label(method: str | None):
    assert method_label(method) == OTHER
