"""The API, put together from the resources of the site and of the item kinds."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import conditional_page
from ninja import NinjaAPI

from courseware.api import problems
from courseware.api.resources import (
    announcements,
    chapters,
    courses,
    exports,
    extensions,
    grades,
    people,
    releases,
    roster,
    webhooks,
)
from courseware.api.throttling import PersonThrottle
from courseware.items.kinds import all_kinds

DESCRIPTION = """
Everything that the pages of the site do, for programs.

Sign in with a personal token, which is made in the settings of your account:
`Authorization: Bearer cw_…`. Errors are `application/problem+json` (RFC 9457) with a sentence that
says what to do. Lists that can become long come in pages: follow `next` until it is null. Responses
have an `ETag`; send it back as `If-None-Match` to learn cheaply that nothing has changed.
""".strip()


class SiteApi(NinjaAPI):
    """Its schema says that errors are problems."""

    def get_openapi_schema(self, **options: Any) -> Any:
        schema = super().get_openapi_schema(**options)
        for operations in schema["paths"].values():
            for operation in operations.values():
                for status, response in operation["responses"].items():
                    content = response.get("content", {})
                    if int(status) >= 400 and "application/json" in content:
                        content[problems.MEDIA_TYPE] = content.pop("application/json")
        return schema


api = SiteApi(
    title="Courseware",
    version="1.0.0",
    description=DESCRIPTION,
    urls_namespace="api",
    throttle=PersonThrottle(),
    docs_url=None,  # its page would load scripts from elsewhere
    openapi_url="/openapi.json",
)
problems.add_handlers(api)
api.add_decorator(conditional_page, mode="view")
api.add_router("", people.own)
_RESOURCES = (courses, chapters, announcements, grades, releases, roster, extensions)
for _resource in (*_RESOURCES, exports, webhooks):
    api.add_router("/courses", _resource.router)
for _kind in all_kinds():
    if (_router := _kind.api_router()) is not None:
        api.add_router(f"/courses/{{course}}/{_kind.plural}", _router)


def not_found(request: HttpRequest, path: str = "") -> HttpResponse:
    """For addresses below the API's that nothing has."""
    return problems.problem(404, _("The API has no such endpoint. See /api/v1/openapi.json."))
