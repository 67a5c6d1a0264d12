"""Names that stay and tell nothing."""

from __future__ import annotations

from courseware.manual_grading.pseudonyms import code_of, pseudonym_of


def test_a_pseudonym_stays_and_is_another_one_in_another_part():
    assert pseudonym_of(1, 7) == pseudonym_of(1, 7)
    assert len({pseudonym_of(1, 7), pseudonym_of(1, 8), pseudonym_of(2, 7)}) == 3


def test_codes_of_a_class_differ_and_fit_into_an_address(settings):
    codes = {code_of(1, work) for work in range(2000)}
    assert len(codes) == 2000
    assert all(code.isalnum() for code in codes)
    before = code_of(1, 1)
    settings.SECRET_KEY = "another"
    assert code_of(1, 1) != before
