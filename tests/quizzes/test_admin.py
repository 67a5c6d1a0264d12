import pytest
from django.urls import reverse

from courseware.deadlines.grants import Grant
from tests.factories import make_user
from tests.quizzes.attempts import RIGHT, finish, grant, save


@pytest.fixture
def root(client, attempt, ada):
    save(attempt, RIGHT)
    grant(attempt, ada, Grant(time_factor=2))
    client.force_login(make_user("root", is_staff=True, is_superuser=True))
    return client


MODELS = ["quizrevision", "attempt"]


@pytest.mark.parametrize("model", MODELS)
def test_each_list_opens_in_a_known_number_of_queries(
    root, model, attempt, django_assert_max_num_queries
):
    with django_assert_max_num_queries(12):
        page = root.get(reverse(f"admin:quizzes_{model}_changelist"))
    assert page.status_code == 200


def test_an_attempt_is_shown_with_answers_and_events(root, attempt):
    finish(attempt)
    page = root.get(reverse("admin:quizzes_attempt_change", args=[attempt.pk])).content.decode()
    assert "zero" in page and "finished" in page


@pytest.mark.parametrize("model", ["quizrevision", "attempt"])
def test_what_a_file_or_an_attempt_says_cannot_be_edited(root, attempt, model):
    row = {"quizrevision": attempt.revision, "attempt": attempt}
    assert root.get(reverse(f"admin:quizzes_{model}_add")).status_code == 403
    change = reverse(f"admin:quizzes_{model}_change", args=[row[model].pk])
    assert root.post(change, {"earned": "100"}).status_code == 403
