"""A form that asks for answers: shown, posted, refused and shown again."""

from __future__ import annotations

from typing import Any

import pytest
from django.http import QueryDict
from django.test import Client

from labs.models import Submission
from labs.pages.answers import answer_rows, check_states, posted_text
from labs.submissions.refusals import SubmissionRefused

FORM: list[dict[str, Any]] = [
    {"name": "state", "kind": "state", "label": "Your *state*", "options": [], "start": "noise=5"},
    {
        "name": "which",
        "kind": "choices",
        "label": "Which?",
        "options": [["x", "$x_1$"], ["y", "<b>"]],
        "start": "",
    },
    {"name": "why", "kind": "text", "label": "Why?", "options": [], "start": ""},
]
for field in FORM:
    field |= {"facts": {}, "stored_only": field["kind"] == "text"}
LAB = "/courses/ml/labs/clouds/"


def test_rows_hold_the_answers_of_a_text() -> None:
    state, which, why = answer_rows(FORM, "state: noise=1\nwhich: y\nwhy: so\n  and so")

    assert (state.value, why.value) == ("noise=1", "so\nand so")
    assert [option.checked for option in which.options] == [False, True]
    assert "<em>state</em>" in state.label
    assert "&lt;b&gt;" in which.options[1].label and "<math" in which.options[0].label


def test_a_text_that_holds_no_answers_is_not_lost() -> None:
    assert answer_rows(FORM, "what\nis this")[0].value == "what\nis this"


def test_a_post_becomes_one_text() -> None:
    data = QueryDict(mutable=True)
    data.setlist("answer-state", ["dataset=xor& \r\nnoise=1"])
    data.setlist("answer-which", ["x", "y"])
    data["answer-why"] = "one\r\ntwo"

    text = posted_text(FORM, data)

    assert text == "state: dataset=xor&noise=1\nwhich: x, y\nwhy: one\n  two\n"


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("state:\nwhich: x", "There is no state yet."),
        ("state: noise=99", "[0, 50]"),
        ("a\nb", "begins no answer"),
    ],
)
def test_what_cannot_be_trained_is_refused_before_it_is_stored(text: str, part: str) -> None:
    with pytest.raises(SubmissionRefused) as caught:
        check_states(FORM, text)
    assert part in caught.value.sentence


def test_of_two_states_one_is_enough_and_a_wrong_one_is_named() -> None:
    two = [FORM[0], FORM[0] | {"name": "other", "label": "Other"}]
    check_states(two, "state: noise=1\nother:\n")
    with pytest.raises(SubmissionRefused, match="Other: noise"):
        check_states(two, "state: noise=1\nother: noise=99\n")


@pytest.fixture
def clouds(make_playground_lab: Any) -> Any:
    return make_playground_lab()


def test_the_page_has_the_form_and_the_place_of_the_playground(
    client: Client, clouds: Any, ben: Any
) -> None:
    client.force_login(ben)
    page = client.get(LAB).text

    assert 'name="answer-state" value="dataset=gauss&amp;points=100&amp;networkShape=2"' in page
    assert 'data-fixed="dataset points"' in page and 'data-field="answer-state"' in page
    assert 'type="radio" name="answer-side"' in page
    assert "Nothing else can be imported" not in page and "data-editor" not in page


def test_answers_are_stored_like_code_and_shown_again(
    client: Client, clouds: Any, ben: Any
) -> None:
    client.force_login(ben)
    sent = {"answers": "1", "purpose": "graded", "key": "k"}
    sent |= {"answer-state": "dataset=gauss&points=100", "answer-side": "yes", "answer-why": "So."}

    response = client.post(f"{LAB}run/", sent)

    stored = Submission.objects.get()
    assert stored.code == "state: dataset=gauss&points=100\nside: yes\nwhy: So.\n"
    page = client.get(response.url).text
    assert 'value="yes" checked' in page and "So.</textarea>" in page
    download = client.get(f"{LAB}submissions/{stored.pk}/code/")
    assert download["Content-Disposition"].endswith('.txt"')


def test_a_refused_state_is_handed_back(client: Client, clouds: Any, ben: Any) -> None:
    client.force_login(ben)
    sent = {"answers": "1", "purpose": "graded", "key": "k", "answer-why": "Long thoughts."}

    response = client.post(f"{LAB}run/", sent | {"answer-state": "dataset=moons"})

    assert response.status_code == 400 and not Submission.objects.exists()
    assert "circle, xor, gauss, spiral" in response.text
    assert 'value="dataset=moons"' in response.text and "Long thoughts." in response.text
