"""The services of a platform, as the library calls them: who asks, and with which token."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import requests
from django.utils.translation import gettext as _
from pylti1p3.assignments_grades import AssignmentsGradesService
from pylti1p3.exception import LtiException, LtiServiceException
from pylti1p3.lineitem import LineItem
from pylti1p3.names_roles import NamesRolesProvisioningService
from pylti1p3.service_connector import ServiceConnector

from courseware.lti.library import registration_of
from courseware.lti.models import Link, Platform
from courseware.lti.web import Unreachable, new_session

_SPARE = 30.0  # seconds before a token ends from which it is not used any more
_MOST_TOKENS = 1000
_MOST_LINES = 20  # pages of line items that are searched
_UNREADABLE = (requests.RequestException, AttributeError, KeyError, TypeError, ValueError)
_tokens: dict[str, tuple[str, float]] = {}  # of this process


class NotTaken(Exception):
    """Why a platform has not done what it was asked, as a sentence.

    ``down``: it could not be reached at all, so that others need not try either.
    """

    def __init__(self, sentence: str, *, down: bool = False) -> None:
        super().__init__(sentence)
        self.down = down


class Connector(ServiceConnector):
    """Keeps tokens for as long as the platform lets it, in this process."""

    def __init__(self, platform: Platform, session: requests.Session) -> None:
        super().__init__(registration_of(platform), session)
        self.platform = platform

    def forget_tokens(self) -> None:
        for key in [key for key in _tokens if key.startswith(f"{self.platform.pk}:")]:
            _tokens.pop(key, None)

    def _key(self, scope_key: str) -> str:
        return f"{self.platform.pk}:{scope_key}"

    def _get_cached_access_token(self, scope_key: str) -> str | None:
        token, until = _tokens.get(self._key(scope_key), ("", 0.0))
        return token if until > time.monotonic() else None

    def _cache_access_token(self, scope_key: str, access_token: str, expires_in: float) -> None:
        if len(_tokens) > _MOST_TOKENS:
            _tokens.clear()
        seconds = float(expires_in) if isinstance(expires_in, (int, float)) else 0.0
        _tokens[self._key(scope_key)] = (access_token, time.monotonic() + seconds - _SPARE)


@contextmanager
def connected(platform: Platform) -> Iterator[Connector]:
    """For calls of a platform's services.

    Raises: NotTaken: by whatever was wrong.
    """
    with new_session() as session:
        connector = Connector(platform, session)
        try:
            yield connector
        except LtiServiceException as error:
            status = error.response.status_code
            if status in (401, 403):
                connector.forget_tokens()  # the next try asks for a new one
            sentence = _("The platform responded with status %(status)d to %(url)s.")
            shown = {"status": status, "url": str(error.response.url)[:150]}
            raise NotTaken(sentence % shown, down=status >= 500) from error
        except LtiException as error:
            raise NotTaken(str(error)[:250]) from error
        except Unreachable as error:
            raise NotTaken(str(error), down=True) from error
        except _UNREADABLE as error:
            sentence = _("The platform's response could not be read.")
            raise NotTaken(sentence) from error


def grades_of(connector: Connector, link: Link, lineitem_url: str) -> AssignmentsGradesService:
    return AssignmentsGradesService(
        connector,
        {"scope": link.scopes, "lineitem": lineitem_url, "lineitems": link.lineitems_url},
    )


def find_or_make_lineitem(connector: Connector, link: Link, *, title: str, best: float) -> str:
    """The address of the line item of a link that came without one. Raises: NotTaken"""
    service = grades_of(connector, link, "")
    name = f"{link.item.kind}/{link.item.slug}"
    url: str | None = link.lineitems_url
    for _page in range(_MOST_LINES):
        lines, url = service.get_lineitems_page(url)
        for line in lines:
            if line.get("resourceLinkId") == link.key or (
                line.get("resourceId") == name and not line.get("resourceLinkId")
            ):
                return str(line["id"])
        if not url:
            break
    if not service.can_create_lineitem():
        raise NotTaken(
            _("The link has no grade column, and the platform does not let this site create one.")
        )
    made = LineItem().set_label(title).set_score_maximum(best).set_resource_id(name)
    response = connector.make_service_request(
        link.scopes,
        link.lineitems_url,
        is_post=True,
        data=made.set_resource_link_id(link.key).get_value(),
        content_type="application/vnd.ims.lis.v2.lineitem+json",
        accept="application/vnd.ims.lis.v2.lineitem+json",
    )
    body: Any = response["body"]
    return str(body["id"])


def members_pages(connector: Connector, url: str, most: int) -> Iterator[list[Any]]:
    """The members of a course, page by page, as the platform lists them."""
    service = NamesRolesProvisioningService(connector, {"context_memberships_url": url})
    address: str | None = url
    for _page in range(most):
        members, address = service.get_members_page(address)
        yield members
        if not address:
            return
