import pytest

from grader.playground.values import StateError, activations, flag, number, shape, whole, word


def test_words_are_read_in_upper_and_lower_case():
    assert word(("none", "L1"))("regularization", "l1") == "L1"


@pytest.mark.parametrize(("text", "inside"), [("0", False), ("1", True), ("2", True), ("3", False)])
def test_an_end_of_an_interval_may_be_open(text: str, inside: bool):
    read = number(0, 2, open_low=True)
    if inside:
        assert read("noise", text) == float(text)
    else:
        with pytest.raises(StateError, match=r"noise is .* in \(0, 2\]"):
            read("noise", text)


@pytest.mark.parametrize("text", ["", "-1", "1e1", "٣", "9" * 40, "31"])
def test_what_is_no_whole_number_in_the_interval(text: str):
    with pytest.raises(StateError, match="whole number from 1 to 30"):
        whole(1, 30)("batchSize", text)


def test_flags_and_lists():
    assert flag("x", "TRUE") is True
    assert shape("networkShape", "8, 3") == (8, 3)
    assert activations("activations", "relu, mish") == ("relu", "mish")


def test_a_refusal_shows_no_more_than_a_piece_of_the_value():
    with pytest.raises(StateError) as caught:
        whole(1, 30)("batchSize", "a" * 3000)
    assert len(str(caught.value.message)) < 200


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0.5", 0.5),
        ("5e-1", 0.5),
        ("+0.5", 0.5),
        (".5", 0.5),
        ("1", 1.0),
        ("0", 0.0),
    ],
)
def test_numbers_as_people_write_them(text: str, value: float):
    assert number(0, 1)("dropout", text) == value


@pytest.mark.parametrize("text", ["", "half", "0,5", "1.01", "-0.01", "inf", "nan", "1e400"])
def test_what_is_no_number_in_the_interval(text: str):
    with pytest.raises(StateError, match=r"dropout is .* has to be a number in \[0, 1\]"):
        number(0, 1)("dropout", text)


@pytest.mark.parametrize("text", ["", "0", "9", "4,", ",4", "4;2", "4.5", "-1", "٤", "1" * 30])
def test_what_is_no_shape(text: str):
    with pytest.raises(StateError, match="units of each hidden layer"):
        shape("networkShape", text)


@pytest.mark.parametrize("text", ["relu,", "relu tanh", "prelu", "step"])
def test_what_is_no_list_of_activations(text: str):
    with pytest.raises(StateError, match="activations is"):
        activations("activations", text)
