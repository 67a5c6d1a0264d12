from hypothesis import given
from hypothesis import strategies as st

from courseware.analysis.strength import group_by_strength, shares


@given(st.lists(st.floats(-5, 5), max_size=60), st.integers(1, 7))
def test_everybody_is_in_one_group_and_the_weakest_come_first(strengths, groups):
    found = group_by_strength(strengths, groups)
    assert len(found) == groups
    assert sorted(place for group in found for place in group) == [*range(len(strengths))]
    sizes = [len(group) for group in found]
    assert max(sizes) - min(sizes) <= 1
    ordered = [strengths[place] for group in found for place in group]
    assert ordered == sorted(ordered)


def test_shares_are_of_the_group_and_none_where_nobody_is():
    assert shares([True, False, True], [[0, 1], [2], []]) == (0.5, 1.0, None)
