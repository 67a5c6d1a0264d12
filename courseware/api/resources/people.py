"""The person who asks."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from ninja import Router, Schema

from courseware.api.authentication import READ
from courseware.api.problems import PROBLEMS
from courseware.people.models import User

router = Router(tags=["people"])


class Me(Schema):
    """``language`` and ``time_zone`` are empty where those of the device are used."""

    username: str
    name: str
    language: str
    time_zone: str

    @staticmethod
    def resolve_name(user: User) -> str:
        return user.display_name


@router.get("/me", response={200: Me, **PROBLEMS}, auth=READ, summary="Who I am")
def me(request: HttpRequest) -> Any:
    return request.user
