"""Webhooks of a course: adding, trying and removing them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _
from ninja import Field, Router, Schema, Status

from courseware.api.authentication import TEACH
from courseware.api.courses import Id, Slug, require
from courseware.api.problems import PROBLEMS, ApiError
from courseware.api.texts import STORABLE
from courseware.outbox.models import Lane
from courseware.outbox.services import enqueue
from courseware.outgoing import NotSent
from courseware.people.permissions import Permission
from courseware.webhooks import services
from courseware.webhooks.models import Webhook

router = Router(tags=["webhooks"])


class WebhookOut(Schema):
    """``active`` is false after three days of failures; ``error`` is that of the last try."""

    id: int
    url: str
    active: bool
    created_at: datetime
    sent_at: datetime | None
    failures: int
    next_at: datetime | None
    error: str


class NewWebhook(WebhookOut):
    """``secret`` signs the messages, and is shown this once."""

    secret: str


class WebhookIn(Schema):
    url: str = Field(min_length=1, max_length=500, pattern=STORABLE)


@router.get(
    "/{course}/webhooks",
    response={200: list[WebhookOut], **PROBLEMS},
    auth=TEACH,
    summary="Webhooks of a course",
)
def list_webhooks(request: HttpRequest, course: Slug) -> Any:
    access = require(request, course, Permission.EXPORT)
    return Webhook.objects.filter(course=access.course)


@router.post(
    "/{course}/webhooks",
    response={201: NewWebhook, **PROBLEMS},
    auth=TEACH,
    summary="Add a webhook",
)
def add_webhook(request: HttpRequest, course: Slug, body: WebhookIn) -> Any:
    """It gets what changes from now on."""
    access = require(request, course, Permission.EXPORT)
    try:
        made = services.add_webhook(course=access.course, url=body.url, by=access.user)
    except NotSent as error:
        raise ApiError(409, str(error)) from error
    except services.TooManyWebhooks as error:
        text = _("This course has %(most)d webhooks. Remove one that is no longer used.")
        raise ApiError(409, text % {"most": services.MOST}) from error
    return Status(201, made)


@router.post(
    "/{course}/webhooks/{pk}/test",
    response={202: None, **PROBLEMS},
    auth=TEACH,
    summary="Send a test message",
)
def test_webhook(request: HttpRequest, course: Slug, pk: Id) -> Any:
    """A worker sends it; `sent_at` and `error` of the webhook then say what came of it."""
    enqueue(services.TEST, _webhook(request, course, pk).pk, lane=Lane.BACKGROUND)
    return Status(202, None)


@router.post(
    "/{course}/webhooks/{pk}/resume",
    response={200: WebhookOut, **PROBLEMS},
    auth=TEACH,
    summary="Try again at once",
)
def resume_webhook(request: HttpRequest, course: Slug, pk: Id) -> Any:
    """Also after messages were given up."""
    found = _webhook(request, course, pk)
    services.resume(course=found.course, pk=pk)
    found.refresh_from_db()
    return found


@router.delete(
    "/{course}/webhooks/{pk}",
    response={204: None, **PROBLEMS},
    auth=TEACH,
    summary="Remove a webhook",
)
def remove_webhook(request: HttpRequest, course: Slug, pk: Id) -> Any:
    services.remove_webhook(course=_webhook(request, course, pk).course, pk=pk)
    return Status(204, None)


def _webhook(request: HttpRequest, course: str, pk: int) -> Webhook:
    access = require(request, course, Permission.EXPORT)
    found = Webhook.objects.filter(course=access.course, pk=pk).select_related("course").first()
    if found is None:
        raise Http404(_("There is no such webhook. It may have been removed."))
    return found
