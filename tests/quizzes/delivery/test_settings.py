"""What is given of a quiz by its settings: order, pools, points."""

from collections import Counter

from quizzes.delivery.settings import Delivery, Pool, Section
from quizzes.questions.encoding import decode, encode
from tests.quizzes.delivery.test_parsing import EVERYTHING, with_settings
from tests.quizzes.writing import quiz_of


def test_settings_come_back_from_their_stored_form():
    sections = "sections: [{title: All, questions: [zero, cures, grow]}]\n"
    pools = "pools: [{draw: 1, questions: [cures, grow]}]\n"
    delivery = quiz_of(with_settings(EVERYTHING + sections + pools)).delivery
    assert decode(Delivery, encode(delivery)) == delivery


IDS = ["a", "b", "c", "d", "e"]


def test_questions_stand_as_written_unless_shuffled():
    assert Delivery().question_order(IDS, 7) == IDS
    orders = {
        tuple(Delivery(shuffle_questions=True).question_order(IDS, seed)) for seed in range(40)
    }
    assert len(orders) > 20
    assert {tuple(sorted(order)) for order in orders} == {tuple(IDS)}


def test_the_same_seed_deals_the_same():
    delivery = Delivery(shuffle_questions=True, pools=(Pool(2, ("b", "c", "d")),))
    assert delivery.question_order(IDS, 7) == delivery.question_order(IDS, 7)


def test_a_pool_gives_each_of_its_questions_about_as_often():
    delivery = Delivery(pools=(Pool(2, ("b", "c", "d")),))
    drawn = [delivery.question_order(IDS, seed) for seed in range(600)]
    assert {len(each) for each in drawn} == {4}
    times = Counter(question for each in drawn for question in each)
    assert times["a"] == times["e"] == 600
    # 400 each on average, standard deviation 12
    assert all(350 < times[question] < 450 for question in "bcd")


def test_shuffling_keeps_sections_together():
    sections = (Section("One", "", ("a", "b", "c")), Section("Two", "", ("d", "e")))
    delivery = Delivery(shuffle_questions=True, sections=sections)
    for seed in range(30):
        order = delivery.question_order(IDS, seed)
        assert set(order[:3]) == set("abc")


def test_points_are_those_of_one_attempt():
    quiz = quiz_of(with_settings("pools: [{draw: 1, questions: [cures, grow]}]\n"))
    assert quiz.points == 3.0
    assert {sum(question.points for question in quiz.deal(seed)) for seed in range(9)} == {3.0}
