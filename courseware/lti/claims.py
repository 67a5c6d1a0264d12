"""What a message says, as far as it is used here: of the right types, and no longer than expected.

A message is signed by a platform, but what is in it was typed by anybody.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any
from urllib.parse import urlsplit

from courseware.lti.models import NAME_LENGTH, URL_LENGTH

_LTI = "https://purl.imsglobal.org/spec/lti/claim"
_ENDPOINT = "https://purl.imsglobal.org/spec/lti-ags/claim/endpoint"
_MEMBERS = "https://purl.imsglobal.org/spec/lti-nrps/claim/namesroleservice"
_DEEP_LINKING = "https://purl.imsglobal.org/spec/lti-dl/claim/deep_linking_settings"
RESOURCE, DEEP_LINK = "LtiResourceLinkRequest", "LtiDeepLinkingRequest"
_MOST = 50  # of roles and scopes
_ADDRESS = re.compile(r"https?://[!-~]+")


@dataclass(frozen=True)
class Claims:
    """Of one launch. Empty texts for what the platform does not say."""

    kind: str
    issuer: str
    client_id: str
    deployment: str
    sub: str
    given_name: str = ""
    family_name: str = ""
    email: str = ""
    roles: tuple[str, ...] = ()
    context: str = ""
    context_title: str = ""
    link: str = ""
    link_title: str = ""
    item: str = ""
    lineitem_url: str = ""
    lineitems_url: str = ""
    scopes: tuple[str, ...] = ()
    members_url: str = ""
    target: str = ""
    return_url: str = ""
    deep_linking: Mapping[str, Any] | None = None

    @property
    def plain(self) -> dict[str, Any]:
        return asdict(self)

    @property
    def name(self) -> str:
        return f"{self.given_name} {self.family_name}".strip()


def stored_claims(plain: dict[str, Any]) -> Claims:
    """Of what `Claims.plain` was stored."""
    lists = {name: tuple(plain[name]) for name in ("roles", "scopes")}
    return Claims(**plain | lists)


def read_claims(body: Mapping[str, Any]) -> Claims:
    """Of a message whose signature and form have been checked."""
    context = _part(body, f"{_LTI}/context")
    link = _part(body, f"{_LTI}/resource_link")
    endpoint = _part(body, _ENDPOINT)
    presentation = _part(body, f"{_LTI}/launch_presentation")
    settings = _part(body, _DEEP_LINKING)
    audience = body.get("aud")
    given, family = _names(body)
    return Claims(
        kind=_text(body.get(f"{_LTI}/message_type")),
        issuer=_id(body.get("iss")),
        client_id=_id(audience[0] if isinstance(audience, list) and audience else audience),
        deployment=_id(body.get(f"{_LTI}/deployment_id")),
        sub=_id(body.get("sub")),
        given_name=given,
        family_name=family,
        email=_text(body.get("email"), 254),
        roles=_texts(body.get(f"{_LTI}/roles")),
        context=_id(context.get("id")),
        context_title=_text(context.get("title") or context.get("label")),
        link=_id(link.get("id")),
        link_title=_text(link.get("title")),
        item=_text(_part(body, f"{_LTI}/custom").get("item")),
        lineitem_url=_url(endpoint.get("lineitem")),
        lineitems_url=_url(endpoint.get("lineitems")),
        scopes=_texts(endpoint.get("scope")),
        members_url=_url(_part(body, _MEMBERS).get("context_memberships_url")),
        target=_text(presentation.get("document_target")),
        return_url=_url(settings.get("deep_link_return_url") or presentation.get("return_url")),
        deep_linking=_deep_linking(settings) if settings else None,
    )


def _deep_linking(settings: Mapping[str, Any]) -> dict[str, Any]:
    """``data`` is what the platform wants back as it is; it is kept as JSON, whatever it holds."""
    data = settings.get("data")
    return {
        "deep_link_return_url": _url(settings.get("deep_link_return_url")),
        "accept_multiple": settings.get("accept_multiple") in (True, "true"),
        "accept_lineitem": settings.get("accept_lineitem") not in (False, "false"),
        "data": json.dumps(data),
    }


def _names(body: Mapping[str, Any]) -> tuple[str, str]:
    """Given and family name; of a whole name the last word is taken for the family's."""
    given, family = (_text(body.get(name), 150) for name in ("given_name", "family_name"))
    if not given and not family:
        first, _space, last = _text(body.get("name"), 150).rpartition(" ")
        return (first, last) if first else (last, "")
    return given, family


def _part(body: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    found = body.get(name)
    return found if isinstance(found, dict) else {}


def _text(value: Any, most: int = NAME_LENGTH) -> str:
    if not isinstance(value, str):
        return ""
    clean = value.replace("\0", " ").encode("utf-8", "replace").decode()
    return " ".join(clean.split())[:most]


def _id(value: Any) -> str:
    """Exactly as it is: of two that differ none may be taken for the other."""
    return value if isinstance(value, str) and _text(value) == value else ""


def _texts(values: Any) -> tuple[str, ...]:
    return tuple(filter(None, map(_text, values[:_MOST]))) if isinstance(values, list) else ()


def _url(value: Any) -> str:
    """An address of the web; empty for anything else."""
    if not isinstance(value, str) or len(value) > URL_LENGTH or not _ADDRESS.fullmatch(value):
        return ""
    try:
        return value if urlsplit(value).hostname else ""
    except ValueError:
        return ""
