import pytest

from quizzes.services.refusals import AttemptRefused, LateResponseRefused, ResponseRefused


@pytest.mark.parametrize(
    ("refusal", "status"),
    [(AttemptRefused, 409), (LateResponseRefused, 409), (ResponseRefused, 422)],
)
def test_a_refusal_carries_its_sentence_and_the_status_of_its_page(refusal, status):
    with pytest.raises(AttemptRefused, match="Not now") as raised:
        raise refusal("Not now.")
    assert raised.value.status == status
