"""Editing a rubric on the site, with a preview of what it does to grades."""

from __future__ import annotations

import pytest
from django.urls import reverse

from courseware.manual_grading.models import Mark
from courseware.manual_grading.services import Given, save_mark

pytestmark = pytest.mark.django_db


@pytest.fixture
def mark(rubric, works, ada):
    line = rubric.items.first()
    return save_mark(rubric=rubric, work=works[0], given=Given([line.pk]), by=ada, seen=0)


def form(rubric, **changed):
    fields = {"out_of": "4", "seen": str(rubric.version)}
    for place, line in enumerate(rubric.items.all(), start=1):
        fields |= {
            f"order-{line.pk}": str(place),
            f"text-{line.pk}": line.text,
            f"points-{line.pk}": f"{line.points:g}",
        }
    return fields | changed


def address(rubric):
    return reverse("grading-rubric", args=["ml", rubric.pk])


def test_changed_points_are_shown_before_they_are_saved(client, rubric, mark, ada):
    client.force_login(ada)
    name = rubric.items.first().pk
    posted = form(rubric, **{f"points-{name}": "2,5"})
    page = client.post(address(rubric), posted).content.decode()
    assert "1 grade changes: 0 up, 1 down" in page and "2.5 of 4" in page
    assert rubric.items.first().points == 3
    response = client.post(address(rubric), posted | {"confirmed": "1"})
    assert response.status_code == 302
    assert rubric.items.first().points == 2.5
    assert Mark.objects.get().stale


def test_a_grader_adds_lines_and_leaves_those_in_use_alone(client, rubric, mark, grader):
    client.force_login(grader)
    new = {"text-new-0": "Soft threshold", "points-new-0": "1", "order-new-0": "1"}
    assert client.post(address(rubric), form(rubric, **new)).status_code == 302
    rubric.refresh_from_db()
    assert rubric.items.filter(text="Soft threshold", position__lte=2).exists()
    name = mark.selected.get().pk
    refused = client.post(
        address(rubric), form(rubric, **{f"points-{name}": "1", "confirmed": "1"})
    )
    assert refused.status_code == 422
    assert "Your role can add items" in refused.content.decode()


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"text-new-0": "No points"}, "is not a number of points"),
        ({"points-new-1": "1"}, "Enter a description for this item."),
        ({"out_of": "0"}, "above 0"),
        ({"out_of": "many"}, "is not a number of points"),
    ],
)
def test_a_form_with_a_mistake_comes_back_with_all_it_held(client, rubric, ada, changed, sentence):
    client.force_login(ada)
    response = client.post(address(rubric), form(rubric, **changed))
    page = response.content.decode()
    assert response.status_code == 422
    assert sentence in page
    for typed in changed.values():
        assert f'value="{typed}"' in page
    assert rubric.items.count() == 2


def test_a_rubric_that_somebody_else_has_changed_is_not_overwritten(client, rubric, ada):
    client.force_login(ada)
    posted = form(rubric, **{"text-new-0": "Mine", "points-new-0": "1"})
    assert client.post(address(rubric), posted).status_code == 302
    again = client.post(address(rubric), posted)
    assert again.status_code == 409
    assert 'value="Mine"' in again.content.decode()


def test_settings_are_for_those_who_may_change_grades(client, rubric, ada, grader):
    settings = reverse("grading-settings", args=["ml", rubric.pk])
    client.force_login(grader)
    assert client.get(settings).status_code == client.post(settings).status_code == 403
    client.force_login(ada)
    assert "Weight in the score" not in client.get(settings).content.decode()
    client.post(settings, {"anonymous": "on", "held": "on"})
    rubric.refresh_from_db()
    assert rubric.held and rubric.anonymous
