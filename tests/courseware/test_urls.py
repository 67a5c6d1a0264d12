"""The addresses of the site."""

from __future__ import annotations

import pytest
from django.urls import resolve, reverse

from courseware.items.kinds import all_kinds


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("/", "home"),
        ("/courses/ml/", "course"),
        ("/courses/ml/join/", "join"),
        ("/courses/ml/chapters/zeros/", "chapter"),
        ("/courses/ml/grades/", "grades"),
        ("/courses/ml/gradebook/", "gradebook"),
        ("/courses/ml/gradebook.csv", "gradebook-csv"),
        ("/courses/ml/quizzes/zeros/", "quizzes:quiz"),
        ("/courses/ml/labs/zeros/", "labs:lab"),
        ("/accounts/login/", "account_login"),
        ("/accounts/email/", "account_email"),
        ("/style/", "style"),
        ("/playground/", "playground"),
        ("/health/", "health"),
        ("/admin/", "admin:index"),
    ],
)
def test_an_address_and_its_name(path, name):
    match = resolve(path)
    assert reverse(name, kwargs=match.kwargs) == path


@pytest.mark.parametrize("kind", all_kinds(), ids=lambda kind: kind.name)
def test_the_pages_of_a_kind_stand_below_the_course(kind):
    match = resolve(f"/courses/ml/{kind.plural}/zeros/")
    assert match.kwargs == {"course": "ml", "slug": "zeros"}


def test_the_admin_s_page_for_a_new_password_leads_to_the_site_s(client):
    response = client.get("/admin/password_change/")
    assert response["Location"] == reverse("account_change_password")
