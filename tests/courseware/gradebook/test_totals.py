"""How scores add up."""

from courseware.gradebook.totals import Entry, Total, total


def test_points_add_over_all_items_and_over_those_graded() -> None:
    entries = [Entry(10, 0.5), Entry(5, None), Entry(20, 1.0)]
    assert total(entries) == Total(earned=25.0, out_of=35, graded_out_of=30)


def test_shares_are_of_everything_and_of_what_is_graded() -> None:
    sum_ = total([Entry(10, 0.5), Entry(10, None)])
    assert (sum_.fraction, sum_.fraction_so_far) == (0.25, 0.5)


def test_an_empty_course_has_no_share() -> None:
    sum_ = total([])
    assert (sum_.earned, sum_.fraction, sum_.fraction_so_far) == (0.0, None, None)


def test_a_zero_is_a_score_and_no_work_is_none() -> None:
    assert total([Entry(10, 0.0)]).graded_out_of == 10
    assert total([Entry(10, None)]).graded_out_of == 0
