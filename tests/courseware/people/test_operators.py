"""Pages for administrators of the site alone."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpResponse

from courseware.people.operators import operator_required


@operator_required
def page(request):
    return HttpResponse("for operators")


def test_administrators_see_it_and_no_cache_keeps_it(rf, admin_user):
    request = rf.get("/")
    request.user = admin_user
    response = page(request)
    assert response.content == b"for operators" and "no-store" in response["Cache-Control"]


def test_for_everybody_else_there_is_none(rf, django_user_model, db):
    request = rf.get("/")
    request.user = django_user_model.objects.create_user("ann")
    with pytest.raises(Http404):
        page(request)
    request.user = AnonymousUser()
    assert page(request).status_code == 302
