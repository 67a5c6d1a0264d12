from courseware.people.selectors import students_of
from courseware.teaching.scores import counts_of, spreads
from tests.factories import make_item, make_score, make_student


def test_scores_are_counted_by_tenths_and_overrides_count(course, ada, django_assert_num_queries):
    item, empty = make_item(course, "lab"), make_item(course)
    for fraction, override in ((0.0, None), (0.3, None), (0.7, None), (1.0, None), (0.1, 0.95)):
        make_score(item, make_student(course), fraction, override=override)
    make_score(item, make_student(course), None)
    make_score(item, ada, 1.0)  # who teaches does not count
    with django_assert_num_queries(1):
        (found,) = spreads([item, empty], counts_of([item, empty], students_of(course)))
    assert [bar.count for bar in found.bars] == [1, 0, 0, 1, 0, 0, 0, 1, 0, 2]
    assert (found.count, round(found.mean, 3)) == (5, 0.59)


def test_no_scores(course):
    assert counts_of([make_item(course)], students_of(course)) == {}
    assert counts_of([], students_of(course)) == {}
    assert spreads([make_item(course)], {}) == []
