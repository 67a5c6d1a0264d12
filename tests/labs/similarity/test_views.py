"""The pages of similar submissions."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from labs.comparisons import Comparison, PairReview

PAGE = "/courses/ml/labs/twice/similarity/"


def test_a_lab_that_was_never_compared(client: Client, lab, ada) -> None:
    client.force_login(ada)
    page = client.get(PAGE).text
    assert "not been compared yet" in page and "not proof of copying" in page


def test_a_comparison_is_asked_for_followed_and_shown(client: Client, lab, ada, class_) -> None:
    client.force_login(ada)
    assert client.post(PAGE, {"choice": "last"}).status_code == 302
    assert "waits for a worker" in client.get(PAGE).text
    assert client.get(f"{PAGE}progress/").status_code == 200
    assert client.post(PAGE, {"choice": "last"}).status_code == 409
    from labs.similarity import services

    services.run(comparison_id=Comparison.objects.get().pk)
    assert client.get(f"{PAGE}progress/")["HX-Refresh"] == "true"
    page = client.get(PAGE).text
    assert "1 pair stands out" in page
    assert page.index("Dora and Emil") < page.index(" and ", page.index("Dora and Emil") + 13)


def test_a_choice_that_does_not_exist_is_refused(client: Client, lab, ada) -> None:
    client.force_login(ada)
    assert client.post(PAGE, {"choice": "everything"}).status_code == 422
    assert not Comparison.objects.exists()


@pytest.mark.parametrize(
    ("query", "there", "missing"),
    [
        ("?q=emil", "Dora and Emil", "Gus and"),
        ("?show=out", "Dora and Emil", "Gus and"),
        ("?show=open&q=dora+emil", "Dora and Emil", "Gus and"),
        ("?show=follow", "No pair matches", "Dora and Emil"),
    ],
)
def test_pairs_are_filtered(
    client: Client, ada, class_, compared, query: str, there: str, missing: str
) -> None:
    compared()
    client.force_login(ada)
    page = client.get(PAGE + query).text
    assert there in page and missing not in page


def test_side_by_side_with_marks_and_a_review(client: Client, lab, ada, class_, compared) -> None:
    pair = compared().pairs.first()
    client.force_login(ada)
    address = f"{PAGE}{pair.pk}/"
    page = client.get(address).text
    assert 'id="left-1"' in page and 'id="right-1"' in page and "<mark" in page
    assert "not proof of copying" in page and "1 of " in page

    assert client.post(address, {"verdict": "bad"}).status_code == 422
    sent = {"verdict": "fine", "note": "They say <b>how</b>."}
    assert client.post(address, sent).status_code == 302
    assert PairReview.objects.get().by == ada
    page = client.get(address).text
    assert "They say &lt;b&gt;how&lt;/b&gt;." in page
    assert "No concern" in client.get(PAGE).text


def test_students_never_see_any_of_it(client: Client, lab, class_, compared) -> None:
    pair = compared().pairs.first()
    client.force_login(class_["dora"])
    for address in (PAGE, f"{PAGE}progress/", f"{PAGE}{pair.pk}/"):
        assert client.get(address).status_code == 403
    assert client.post(PAGE, {"choice": "last"}).status_code == 403
    assert "similarity" not in client.get("/courses/ml/labs/twice/").text


def test_a_pair_that_is_gone(client: Client, lab, ada) -> None:
    client.force_login(ada)
    assert client.get(f"{PAGE}999/").status_code == 404


def test_a_lab_without_code_has_nothing_to_compare(
    client: Client, ada: Any, make_playground_lab: Any
) -> None:
    make_playground_lab()
    client.force_login(ada)
    page = "/courses/ml/labs/clouds/similarity/"
    assert "do not submit code in this lab" in client.get(page).text
    assert client.post(page, {"choice": "last"}).status_code == 200
    assert not Comparison.objects.exists()


def test_the_page_takes_the_same_queries_for_many_pairs(
    client: Client, ada, class_, compared, django_assert_max_num_queries
) -> None:
    compared()
    client.force_login(ada)
    with django_assert_max_num_queries(16):
        client.get(PAGE)
