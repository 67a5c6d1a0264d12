import pytest

from quizzes.contract.neutral import FreeText
from quizzes.exchange import guides


@pytest.mark.parametrize(
    "content",
    [
        FreeText(),
        FreeText((("Slope", 2.0), ("Example (worked)", 0.5))),
        FreeText((("Slope", 2.0),), "A sample.", "Be kind.\n\n- Not a criterion"),
        FreeText((), "A sample."),
        FreeText((), "", "Be kind."),
    ],
)
def test_what_is_written_is_read_again(content):
    assert guides.read(guides.write(content)) == content


def test_other_text_is_a_guide_that_students_never_see():
    assert guides.read("Look for the slope. Take a point off for each error.") == FreeText(
        guide="Look for the slope. Take a point off for each error."
    )
