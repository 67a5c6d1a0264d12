from labs.analysis.mistakes import Told, mistakes

KNOWN = {"source": "mistake", "name": "no_square", "sentence": "Squares are missing."}
SLIP = {"source": "mutation", "name": None, "sentence": "+ where − is right."}


def test_students_are_counted_once_and_the_most_frequent_comes_first():
    told = [Told(1, 1, SLIP), Told(2, 1, KNOWN), Told(3, 1, KNOWN), Told(4, 2, KNOWN)]
    known, slip = mistakes(told, last={1: 3, 2: 9})
    assert (known.name, known.source, len(known.students), known.submissions) == (
        *("no_square", "mistake", 2, 3),
    )
    assert (known.example, known.left) == (2, {1})
    assert (slip.name, slip.cause["sentence"], slip.left) == ("", SLIP["sentence"], set())


def test_what_says_only_that_an_answer_is_wrong_is_no_mistake():
    told = [
        Told(1, 1, {"source": source, "name": None, "sentence": "Wrong."})
        for source in ("none", "case", "later", "property", "verdict", "")
    ]
    assert mistakes(told, {}) == []
    assert mistakes([Told(1, 1, {}), Told(1, 1, {"source": "mistake"})], {}) == []


def test_causes_without_a_name_are_told_apart_by_their_sentence():
    other = {**SLIP, "sentence": "* where / is right."}
    assert len(mistakes([Told(1, 1, SLIP), Told(2, 1, other), Told(3, 2, SLIP)], {})) == 2


def test_the_example_has_code_to_look_at():
    (found,) = mistakes([Told(1, 1, KNOWN, has_code=False), Told(2, 2, KNOWN)], {})
    assert found.example == 2
    (erased,) = mistakes([Told(1, 1, KNOWN, has_code=False)], {})
    assert (erased.example, len(erased.students)) == (None, 1)
