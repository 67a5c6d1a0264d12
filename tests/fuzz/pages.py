"""Every page and every operation of the API, for every role, with what nobody would type."""

from __future__ import annotations

import json
import random
import re
import traceback
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote, urlencode

from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.signals import got_request_exception
from django.db import transaction
from django.http import HttpResponseBase
from django.test import Client
from django.urls import NoReverseMatch

from courseware.api.tokens import create_token
from tests.courseware.role_rows import ROLES
from tests.courseware.role_world import ADDRESSES, World
from tests.fuzz.files import Reader
from tests.fuzz.values import ENDINGS, NAMES, damaged, value

# Waits for what a worker would write; nothing that is typed reaches it.
LEFT_OUT = {"labs:events", "labs:scratch-run"}
ACCOUNT = [
    *("login/", "signup/", "logout/", "profile/", "sessions/", "email/", "password/change/"),
    *("password/set/", "password/reset/", "delete/", "tokens/", "language/", "reauthenticate/"),
    *("2fa/authenticate/", "2fa/totp/activate/", "2fa/webauthn/login/", "2fa/webauthn/add/"),
    *("3rdparty/", "3rdparty/signup/", "oidc/login/", "oidc/login/callback/"),
]
METHODS = ("get", "get", "post", "post", "post", "put", "patch", "delete", "head", "options")


@dataclass
class Walk:
    """``sent`` counts requests, ``failures`` describes each response of 500 once a place."""

    world: World
    rng: random.Random
    readers: list[Reader]
    sent: int = 0
    statuses: dict[int, int] = field(default_factory=dict)
    failures: dict[str, str] = field(default_factory=dict)
    allowed: dict[str, list[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.pages = sorted(set(ADDRESSES) - LEFT_OUT)
        self.clients = {role: self.world.client(role) for role in ROLES}
        for client in self.clients.values():
            client.raise_request_exception = False
        self.fields = self._fields()
        schema = self.clients["anonymous"].get("/api/v1/openapi.json").json()
        self.operations = [
            (method, path) for path, each in schema["paths"].items() for method in each
        ]
        self.tokens = {
            role: create_token(user=person, name="f", scopes=["read", "submit", "staff"])[1]
            for role, person in self.world.people.items()
        }

    def run(self, requests: int) -> None:
        got_request_exception.connect(self._note)
        try:
            while self.sent < requests:
                with transaction.atomic():
                    self._one()
                    transaction.set_rollback(True)
        finally:
            got_request_exception.disconnect(self._note)

    def _one(self) -> None:
        role, kind = self.rng.choice(ROLES), self.rng.random()
        if kind < 0.2:
            method, path = self.rng.choice(self.operations)
            self._send(role, method, "/api/v1/" + self._filled(path), self._api_options(role))
            return
        if kind < 0.3:
            path, name = f"/accounts/{self.rng.choice(ACCOUNT)}", ""
        else:
            name = self.rng.choice(self.pages)
            path = self._address(name)
        method = self._method(name or path)
        response = self._send(role, method, self._with_query(path), self._form(name, method))
        if response.status_code == 405:
            answered = response.headers["Allow"].lower().split(", ")
            self.allowed[name or path] = [each for each in answered if each in METHODS]

    def _method(self, page: str) -> str:
        """Mostly one that the page has been found to take."""
        if self.rng.random() < 0.05:
            return self.rng.choice(METHODS)
        known = self.allowed.get(page)
        return self.rng.choice([method for method in METHODS if not known or method in known])

    def _send(self, role: str, method: str, path: str, options: dict[str, Any]) -> HttpResponseBase:
        self.last = f"{method.upper()} {path[:300]} by {role}: {str(options)[:600]}"
        client: Client = self.clients[role]
        response: HttpResponseBase
        if isinstance(options.get("data"), bytes):  # sent as it is
            response = client.generic(method.upper(), path, **options)
        else:
            response = getattr(client, method)(path, **options)
        for close in response._resource_closers:
            close()
        self.sent += 1
        self.statuses[response.status_code] = self.statuses.get(response.status_code, 0) + 1
        if response.status_code == 500:
            self.failures.setdefault(f"{method} {path[:80]}", self.last)
        return response

    def _note(self, **_: Any) -> None:
        place = traceback.format_exc().strip().splitlines()
        self.failures.setdefault(" | ".join(place[-3:]), f"{self.last}\n" + "\n".join(place[-12:]))

    def _address(self, name: str) -> str:
        other: dict[str, Any] = {}
        if self.rng.random() < 0.25:
            for argument in ADDRESSES[name]:
                if self.rng.random() < 0.5:
                    odd = ("0", "9" * 18, "9" * 25, "x", "ben", "%00", "é", "none", "elsewhere")
                    other[argument] = self.rng.choice(odd)
        try:
            return self.world.url(name, **other)
        except NoReverseMatch:
            return self.world.url(name)

    def _filled(self, path: str) -> str:
        path = path.removeprefix("/api/v1/")
        known = {"course": "roles", "kind": "quiz", "slug": "dropout", "username": "ben"}
        for argument in set(re.findall(r"{(\w+)}", path)):
            given = known.get(argument, "1") if self.rng.random() < 0.7 else value(self.rng)[:60]
            path = path.replace(f"{{{argument}}}", quote(given or "x", safe=""))
        return self._with_query(path)

    def _with_query(self, path: str) -> str:
        if self.rng.random() < 0.5:
            return path
        pairs = [(self.rng.choice(NAMES), value(self.rng)) for _ in range(self.rng.randrange(1, 4))]
        return f"{path.partition('?')[0]}?{urlencode(pairs)[:4000]}"

    def _api_options(self, role: str) -> dict[str, Any]:
        options: dict[str, Any] = {"data": self._json(), "content_type": "application/json"}
        if token := self.tokens.get(role):
            options["headers"] = {"Authorization": f"Bearer {token}"}
        return options

    def _json(self) -> bytes:
        names = ["code", "answers", "reason", "released", "text", "url", "login", "score", "events"]
        odd = [None, True, 1, -1.5, 10**400, [], {}, [[]], {"a": None}]
        body = {
            self.rng.choice(names): self.rng.choice([*odd, value(self.rng), value(self.rng)])
            for _ in range(self.rng.randrange(6))
        }
        data = json.dumps(body if self.rng.random() < 0.9 else [body]).encode()
        return damaged(self.rng, data) if self.rng.random() < 0.2 else data

    def _form(self, page: str, method: str) -> dict[str, Any]:
        if method in ("get", "head"):
            return {}
        if self.rng.random() < 0.04:
            kinds = ("application/json", "multipart/form-data; boundary=x", "text/plain; charset=x")
            return {"data": self._json(), "content_type": self.rng.choice(kinds)}
        own = self.fields.get(page) or self.fields["all"]
        names = [self.rng.choice([*own, *NAMES]) for _ in range(self.rng.randrange(8))]
        if self.rng.random() < 0.6:
            names += own[:40]
        form: dict[str, Any] = {name: self._field() for name in names if name}
        if self.rng.random() < 0.3:
            form[self.rng.choice(["file", "upload", "code", "roster"])] = self._file()
        if method == "post":
            return {"data": form}
        urlencoded = "application/x-www-form-urlencoded"
        data = urlencode(form, doseq=True)[:20_000].encode()
        return {"data": data, "content_type": urlencoded}

    def _field(self) -> Any:
        return value(self.rng) if self.rng.random() < 0.95 else [value(self.rng), value(self.rng)]

    def _file(self) -> SimpleUploadedFile:
        reader = self.rng.choice(self.readers)
        data = damaged(self.rng, reader.good) if self.rng.random() < 0.8 else reader.good
        return SimpleUploadedFile(f"a.{self.rng.choice(ENDINGS)}", data[:200_000])

    def _fields(self) -> dict[str, list[str]]:
        """Names of inputs, by page and in all, as the instructor and the student see them."""
        found: dict[str, list[str]] = {"all": []}
        for role in ("instructor", "student"):
            for page in self.pages:
                response = self.clients[role].get(self.world.url(page))
                if response.streaming or "html" not in response.get("Content-Type", ""):
                    continue
                names = re.findall(
                    r'<(?:input|select|textarea)[^>]*\bname="([^"]+)"', response.text
                )
                kept = [name for name in names if name != "csrfmiddlewaretoken"]
                found[page] = sorted({*found.get(page, []), *kept})
                found["all"] = sorted({*found["all"], *kept})
        return found
