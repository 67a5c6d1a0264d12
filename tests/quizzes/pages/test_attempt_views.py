"""Every page for every role, and what a browser or a wicked script may post."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from quizzes import services
from quizzes.models import Attempt
from quizzes.services.changes import Change
from tests.factories import make_student
from tests.quizzes.posting import form
from tests.quizzes.writing import QUIZ

KEY = {"zero": "l1", "cures": ["clip", "rate"], "grow.width": "units", "grow.depth": "Layers "}
# What only somebody who may see the key may read.
SECRETS = ["The kink keeps", "The slope of the absolute", "Both bound the step", "Neurons are",
           "Not for networks", "The notes said it otherwise"]  # fmt: skip


@pytest.fixture
def item(make_quiz):
    return make_quiz()


@pytest.fixture
def attempt(item, ben):
    return services.start_attempt(item=item, user=ben)


@pytest.fixture
def as_ben(client, ben):
    client.force_login(ben)
    return client


def address(name, attempt):
    return reverse(f"quizzes:{name}", args=["ml", attempt.item.slug, attempt.pk])


def front(item):
    return reverse("quizzes:quiz", args=["ml", item.slug])


def answers(attempt):
    return dict(attempt.responses.values_list("question", "answer"))


# -- who sees what -------------------------------------------------------------------------------
PAGES = ["attempt", "finish"]


def test_nobody_is_asked_to_sign_in_for_each_page(client, attempt):
    for url in [front(attempt.item), *(address(name, attempt) for name in PAGES)]:
        response = client.get(url)
        assert (response.status_code, response.url.split("?")[0]) == (302, "/accounts/login/")


def test_a_stranger_finds_nothing(client, attempt, cleo):
    client.force_login(cleo)
    urls = [front(attempt.item), *(address(name, attempt) for name in PAGES)]
    assert [client.get(url).status_code for url in urls] == [404] * 3
    assert client.post(address("save", attempt), {"zero": "l1"}).status_code == 404
    assert client.post(reverse("quizzes:start", args=["ml", attempt.item.slug])).status_code == 404


def test_another_student_finds_the_quiz_and_not_the_attempt(client, course, attempt):
    client.force_login(make_student(course))
    assert client.get(front(attempt.item)).status_code == 200
    assert [client.get(address(name, attempt)).status_code for name in PAGES] == [404, 404]
    assert client.post(address("save", attempt), KEY).status_code == 404
    assert client.post(address("finish", attempt)).status_code == 404
    attempt.refresh_from_db()
    assert attempt.is_open
    assert set(answers(attempt).values()) == {None}


def test_an_instructor_looks_and_cannot_change(client, attempt, ada):
    client.force_login(ada)
    page = client.get(address("attempt", attempt)).content.decode()
    assert "Attempt 1 by Ben." in page
    assert "Hand in" not in page
    assert "data-autosave" not in page
    assert client.post(address("save", attempt), KEY).status_code == 404
    assert client.post(address("finish", attempt)).status_code == 404
    attempt.refresh_from_db()
    assert attempt.is_open


def test_an_instructor_sees_a_handed_in_attempt_with_its_key(client, attempt, ada):
    services.finish_attempt(attempt=attempt, by=attempt.user)
    client.force_login(ada)
    page = client.get(address("attempt", attempt)).content.decode()
    assert "Attempt 1 by Ben." in page
    assert "The slope of the absolute" in page


def test_an_attempt_is_not_found_under_another_quiz(as_ben, attempt, make_quiz):
    other = make_quiz()
    url = reverse("quizzes:attempt", args=["ml", other.slug, attempt.pk])
    assert as_ben.get(url).status_code == 404


def test_a_retired_quiz_is_not_found(as_ben, item):
    item.retired = True
    item.save()
    assert as_ben.get(front(item)).status_code == 404


# -- the way through -----------------------------------------------------------------------------
def test_a_student_takes_the_quiz_without_script(as_ben, item):
    page = as_ben.get(front(item))
    assert "3 questions" in page.content.decode()
    started = as_ben.post(reverse("quizzes:start", args=["ml", item.slug]))
    attempt = Attempt.objects.get()
    assert started.url == address("attempt", attempt)
    assert "0</span> of 3 answered" in as_ben.get(started.url).content.decode()

    saved = as_ben.post(address("save", attempt), form(attempt, KEY | {"finish": "1"}))
    assert saved.url == address("finish", attempt)
    assert "All 3 questions are answered." in as_ben.get(saved.url).content.decode()
    assert as_ben.post(saved.url).url == address("attempt", attempt)

    review = as_ben.get(address("attempt", attempt)).content.decode()
    assert "4 of 4 points" in review
    for secret in SECRETS:
        assert secret in review
    assert "Attempt 1" in as_ben.get(front(item)).content.decode()


def test_handing_in_first_lists_what_is_blank(as_ben, attempt):
    as_ben.post(address("save", attempt), form(attempt, {"zero": "l1", "grow.width": "units"}))
    page = as_ben.get(address("finish", attempt)).content.decode()
    assert "Question 2</a> is blank" in page
    assert "Question 3</a> has 1 blank part" in page
    assert "Question 1</a>" not in page


def test_the_key_is_in_no_page_before_handing_in(as_ben, attempt):
    as_ben.post(
        address("save", attempt),
        form(attempt, {"zero": "l1", "cures": ["clip"], "grow.width": "units"}),
    )
    urls = [front(attempt.item), address("attempt", attempt), address("finish", attempt)]
    seen = "".join(as_ben.get(url).content.decode() for url in urls)
    seen += as_ben.post(
        address("save", attempt), form(attempt, {"changed": "zero", "zero": "l2"})
    ).content.decode()
    assert [secret for secret in [*SECRETS, "neurons"] if secret in seen] == []


def test_a_form_that_cannot_be_read_says_why_and_saves_the_rest(as_ben, attempt):
    posted = {"zero": "no-such", "cures": ["clip"]}
    response = as_ben.post(
        address("save", attempt), form(attempt, posted | {"finish": "1"}), follow=True
    )
    assert response.status_code == 422
    assert "Question 1 was not saved. Expected the id of one option" in response.content.decode()
    assert answers(attempt) == {"zero": None, "cures": ["clip"], "grow": None}


def test_answers_are_where_they_were_after_a_reload(as_ben, attempt):
    as_ben.post(address("save", attempt), form(attempt, KEY))
    page = as_ben.get(address("attempt", attempt)).content.decode()
    chosen = form(attempt, {"zero": "l1", "cures": ["clip"]})
    assert f'value="{chosen["zero"]}" checked' in page
    assert f'value="{chosen["cures"][0]}" checked' in page
    assert 'value="units"' in page
    assert "3</span> of 3 answered" in page


def test_the_key_waits_while_another_attempt_could_use_it(as_ben, ben, make_quiz):
    item = make_quiz(QUIZ.replace("pass: 0.5", "attempts: 2"))
    first = services.start_attempt(item=item, user=ben)
    services.finish_attempt(attempt=first, by=ben)
    page = as_ben.get(address("attempt", first)).content.decode()
    assert [secret for secret in SECRETS if secret in page] == []
    assert "shown when you have no attempts left" in page
    second = services.start_attempt(item=item, user=ben)
    services.finish_attempt(attempt=second, by=ben)
    assert "Both bound the step" in as_ben.get(address("attempt", first)).content.decode()


def test_a_second_attempt_is_refused_with_a_sentence(as_ben, attempt):
    services.finish_attempt(attempt=attempt, by=attempt.user)
    response = as_ben.post(reverse("quizzes:start", args=["ml", attempt.item.slug]))
    assert response.status_code == 409
    assert "This quiz allows 1 attempt" in response.content.decode()


# -- a script saves ------------------------------------------------------------------------------
def test_a_script_saves_one_field_and_is_told_when(as_ben, attempt):
    response = as_ben.post(
        address("save", attempt), form(attempt, {"changed": "zero", "zero": "l1"})
    )
    assert list(response.json()) == ["saved", "versions", "now", "ends_at"]
    assert response.json()["versions"] == {"zero": 1}
    assert answers(attempt) == {"zero": "l1", "cures": None, "grow": None}


def test_a_script_that_clears_all_boxes_withdraws_the_answer(as_ben, attempt):
    as_ben.post(address("save", attempt), form(attempt, {"changed": "cures", "cures": ["clip"]}))
    as_ben.post(address("save", attempt), form(attempt, {"changed": "cures"}))
    assert answers(attempt)["cures"] is None


@pytest.mark.parametrize(
    ("posted", "sentence"),
    [
        ({"changed": "zero", "zero": "l9"}, "Expected the id of one option"),
        ({"changed": "zero", "zero": "NaN"}, "Expected the id of one option"),
        ({"changed": "cures", "cures": ["clip", "clip"]}, "each at most once"),
        (
            {"changed": "grow.height", "grow.height": "x"},
            "Expected an object with some of the blanks",
        ),
        ({"changed": "grow.width", "grow.width": "x" * 201}, "at most 200 characters"),
        ({"changed": "earned", "earned": "4"}, "no question “earned”"),
    ],
)
def test_a_bad_post_gets_a_sentence_and_changes_nothing(as_ben, attempt, posted, sentence):
    response = as_ben.post(address("save", attempt), form(attempt, posted))
    assert response.status_code == 422
    assert sentence in response.json()["sentence"]
    assert set(answers(attempt).values()) == {None}


def test_a_flood_of_fields_is_refused(as_ben, attempt):
    posted = {f"grow.{number}": "x" for number in range(2000)}
    assert as_ben.post(address("save", attempt), form(attempt, posted)).status_code == 400
    assert set(answers(attempt).values()) == {None}


def test_a_late_save_is_refused_and_shown_on_the_page(as_ben, attempt):
    attempt.item.closes_at = timezone.now() - timedelta(minutes=1)
    attempt.item.save()
    response = as_ben.post(
        address("save", attempt), form(attempt, {"changed": "zero", "zero": "l1"})
    )
    assert response.status_code == 409
    assert response.json()["sentence"].startswith("Not saved: time ran out at")
    page = as_ben.get(address("attempt", attempt)).content.decode()
    assert "Received too late (kept for you)" in page
    assert "Time is up." in page


def test_a_save_into_a_handed_in_attempt_is_refused(as_ben, attempt):
    services.finish_attempt(attempt=attempt, by=attempt.user)
    response = as_ben.post(
        address("save", attempt), form(attempt, {"changed": "zero", "zero": "l1"})
    )
    assert response.status_code == 409
    attempt.refresh_from_db()
    assert attempt.earned == 0


def test_posted_scores_and_owners_are_ignored(as_ben, attempt):
    wicked = {"zero": "l2", "earned": "4", "fraction": "1", "user": "1", "seed": "7"}
    as_ben.post(address("save", attempt), wicked)
    as_ben.post(address("finish", attempt), {"earned": "4", "late": ""})
    before = attempt.seed
    attempt.refresh_from_db()
    assert (attempt.earned, attempt.seed) == (0.0, before)


def test_an_answer_with_markup_is_shown_as_text(as_ben, attempt):
    services.save_answers(
        attempt=attempt,
        changes=[Change("grow", {"width": ["<script>alert(1)</script>"]})],
        by=attempt.user,
    )
    open_page = as_ben.get(address("attempt", attempt)).content.decode()
    services.finish_attempt(attempt=attempt, by=attempt.user)
    closed_page = as_ben.get(address("attempt", attempt)).content.decode()
    for page in (open_page, closed_page):
        assert "<script>alert" not in page
        assert "&lt;script&gt;alert(1)" in page


def test_wrong_methods_are_refused(as_ben, attempt):
    assert as_ben.post(front(attempt.item)).status_code == 405
    assert as_ben.get(address("save", attempt)).status_code == 405
    assert as_ben.delete(address("finish", attempt)).status_code == 405


# -- how much a page asks of the database --------------------------------------------------------
@pytest.mark.parametrize("copies", [1, 3])
def test_pages_ask_as_much_for_many_questions(
    as_ben, ben, make_quiz, copies, django_assert_num_queries
):
    head, questions = QUIZ.split("questions:\n")
    text = head + "questions:\n"
    for number in range(copies):
        for name in ("zero", "cures", "grow"):
            questions = questions.replace(f"id: {name}", f"id: {name}-{number}")
        text += questions
        for name in ("zero", "cures", "grow"):
            questions = questions.replace(f"id: {name}-{number}", f"id: {name}")
    attempt = services.start_attempt(item=make_quiz(text), user=ben)
    with django_assert_num_queries(9):
        as_ben.get(address("attempt", attempt))
    services.finish_attempt(attempt=attempt, by=ben)
    with django_assert_num_queries(12):
        as_ben.get(address("attempt", attempt))


def test_a_save_by_script_takes_five_queries(as_ben, attempt, django_assert_num_queries):
    """Session, person, attempt with its answer, answer, event; and the savepoint of the test."""
    posted = form(attempt, {"changed": "zero", "zero": "l1", "basis": "zero:0:1:page"})
    with django_assert_num_queries(7):
        as_ben.post(address("save", attempt), posted)
    with django_assert_num_queries(4):
        as_ben.get(address("status", attempt))


def test_an_address_with_a_number_that_no_attempt_can_have_is_not_found(as_ben, attempt):
    for name in ("attempt", "status"):
        assert (
            as_ben.get(address(name, attempt).replace(f"/{attempt.pk}/", f"/{10**30}/")).status_code
            == 404
        )
    posted = {"changed": "ze\x00ro", "ze\x00ro": "l1"}
    assert as_ben.post(address("save", attempt), form(attempt, posted)).status_code == 422


def test_every_page_of_a_late_attempt_says_how_late_it_was(client, ada, ben, attempt):
    attempt.item.due_at = timezone.now() - timedelta(hours=2, minutes=1)
    attempt.item.save()
    services.save_answers(attempt=attempt, changes=[Change("zero", {"": ["l1"]})], by=ben)
    services.finish_attempt(attempt=attempt, by=ben)
    client.force_login(ben)
    for page in (front(attempt.item), address("attempt", attempt), "/courses/ml/grades/"):
        assert "late by 2 hours" in client.get(page).text, page
    client.force_login(ada)
    people = reverse("quizzes:people", args=["ml", attempt.item.slug])
    for page in (people, f"/courses/ml/gradebook/{ben.pk}/"):
        assert "late by 2 hours" in client.get(page).text, page
