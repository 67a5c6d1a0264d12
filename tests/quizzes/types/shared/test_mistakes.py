import pytest

from quizzes.types.shared.mistakes import parse_credit
from tests.quizzes.writing import node_of


@pytest.mark.parametrize(
    ("text", "credit"), [("feedback: x", 0.0), ("credit: 0.5", 0.5), ("credit: 0", 0.0)]
)
def test_a_mistake_earns_less_than_everything(text, credit):
    node, faults = node_of(text)
    assert (parse_credit(node), list(faults)) == (credit, [])


@pytest.mark.parametrize("credit", ["1", "-0.25", "2"])
def test_other_credit_is_a_fault(credit):
    node, faults = node_of(f"credit: {credit}")
    parse_credit(node)
    (fault,) = faults
    assert fault.message == f"the credit of a wrong answer is {credit}; expected 0 to below 1"
