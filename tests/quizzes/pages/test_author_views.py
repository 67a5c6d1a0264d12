"""Pages for authors."""

import pytest
from django.urls import reverse

from quizzes.authoring import overview
from tests.factories import make_chapter
from tests.quizzes.writing import QUIZ, quiz_of

ANCHOR = "regularization-for-sparsity#what-l1-does"


SOURCE = (
    "## What L1 does {#what-l1-does}\n\nIt keeps weights at zero.\n\n## More {#more}\n\nText.\n"
)


@pytest.fixture
def chapter(course):
    outline = [
        {"level": 2, "anchor": "what-l1-does", "title": "What L1 does"},
        {"level": 2, "anchor": "more", "title": "More"},
    ]
    return make_chapter(
        course, slug="regularization-for-sparsity", source=SOURCE, outline=outline, title="Zeros"
    )


@pytest.fixture
def noted(chapter, make_quiz):
    item = make_quiz()
    overview.record_paragraphs(item=item, quiz=quiz_of(QUIZ))
    return item


def test_sections_without_a_question_are_listed(client, ada, noted):
    client.force_login(ada)
    page = client.get(reverse("quizzes:coverage", args=["ml"])).content.decode()
    assert "More</a>" in page
    assert "What L1 does</a>" not in page


def test_the_authors_page_has_keys_and_odds(client, ada, noted):
    client.force_login(ada)
    page = client.get(reverse("quizzes:author", args=["ml", noted.slug])).content.decode()
    assert "<strong>Answer key:</strong> Clipping; A lower rate" in page
    assert "Blind guessing earns 50% on average" in page


@pytest.mark.parametrize("name", ["author", "coverage"])
def test_nobody_else_sees_these_pages(client, ben, cleo, noted, name):
    url = reverse(f"quizzes:{name}", args=["ml", noted.slug] if name == "author" else ["ml"])
    assert client.get(url).status_code == 302
    client.force_login(ben)
    assert client.get(url).status_code == 403
    client.force_login(cleo)
    assert client.get(url).status_code == 404


@pytest.mark.parametrize("copies", [1, 3])
def test_the_authors_page_asks_as_much_for_many_questions(
    client, ada, make_quiz, copies, django_assert_num_queries
):
    head, body = QUIZ.split("questions:\n")
    text = head + "questions:\n"
    for number in range(copies):
        text += (
            body.replace("id: zero", f"id: zero{number}")
            .replace("id: cures", f"id: cures{number}")
            .replace("id: grow", f"id: grow{number}")
        )
    item = make_quiz(text)
    client.force_login(ada)
    url = reverse("quizzes:author", args=["ml", item.slug])
    client.get(url)  # works out the odds
    with django_assert_num_queries(8):
        client.get(url)
