from __future__ import annotations

from quizzes.delivery.settings import Delivery
from quizzes.pages.navigation import Navigation, navigate

FREE = Delivery(one_per_page=True)


def test_usually_all_questions_stand_on_one_page():
    page = navigate(Delivery(), [False, True], reached=1, requested=2)
    assert page == Navigation()
    assert page.shows(1) and page.shows(2)


def test_one_way_shows_what_is_reached_whatever_is_asked_for():
    page = navigate(Delivery(one_way=True), [True, False, False], reached=2, requested=3)
    assert (page.current, page.free) == (2, False)
    assert [page.shows(number) for number in (1, 2, 3)] == [False, True, False]


def test_the_question_asked_for_has_the_ways_back_and_forth():
    assert navigate(FREE, [False] * 3, reached=1, requested=2) == Navigation(2, 1, 3, free=True)
    assert navigate(FREE, [False] * 3, reached=1, requested=1) == Navigation(1, None, 2, free=True)
    assert navigate(FREE, [False] * 3, reached=1, requested=3) == Navigation(3, 2, None, free=True)


def test_an_attempt_goes_on_at_the_first_blank():
    assert navigate(FREE, [True, False, False], reached=1).current == 2
    assert navigate(FREE, [True, True], reached=1).current == 1


def test_a_number_that_no_question_has_is_not_followed():
    for number in (0, -1, 4, 10**6):
        assert navigate(FREE, [True, False, False], reached=1, requested=number).current == 2
