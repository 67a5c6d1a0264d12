"""A learning platform: the package lti1p3platform behind a real HTTP server.

It has one course with people, links, and a grade column for each link. Tests switch it off and on,
and read what it was told.
"""

from __future__ import annotations

import html
import json
import threading
from dataclasses import dataclass, field
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, parse_qsl, urlencode, urlsplit

from cryptography.hazmat.primitives import serialization
from lti1p3platform.ltiplatform import LTI1P3PlatformConfAbstract
from lti1p3platform.membership import Context
from lti1p3platform.message_launch import LTIAdvantageMessageLaunchAbstract
from lti1p3platform.registration import Registration
from lti1p3platform.request import Request
from lti1p3platform.score import UpdateScoreStatus
from lti1p3platform.service_connector import AssignmentsGradesService, NamesRoleProvisioningService
from pylti1p3.dynamic_registration import generate_key_pair

MEMBERSHIP = "http://purl.imsglobal.org/vocab/lis/v2/membership"
CLIENT, DEPLOYMENT, CONTEXT = "client-1", "deployment-1", "context-1"
TOOL = "https://purl.imsglobal.org/spec/lti-tool-configuration"


@cache
def key_pair(number: int = 0) -> tuple[str, str]:
    """The same for all tests: making one takes a while."""
    return generate_key_pair(2048)


@dataclass(frozen=True)
class Person:
    sub: str
    name: str
    email: str
    role: str = "Learner"
    status: str = "Active"

    @property
    def roles(self) -> list[str]:
        if self.role == "TeachingAssistant":
            return [f"{MEMBERSHIP}#Instructor", f"{MEMBERSHIP}/Instructor#TeachingAssistant"]
        return [f"{MEMBERSHIP}#{self.role}"]


TEACHER = Person("t-1", "Tara Teacher", "tara@school.example", "Instructor")
LEARNER = Person("l-1", "Lena Learner", "lena@school.example")


@dataclass
class Message:
    """What a launch is to say. ``item`` is what the link opens; ``change`` may spoil the body."""

    person: Person = LEARNER
    item: str = ""
    link: str = "link-1"
    deep: bool = False
    ags: bool = True
    change: dict[str, Any] = field(default_factory=dict)
    expiration: int = 300


class _Registration(Registration):
    """Reads its key once: OpenSSL tests the factors for primality at each reading."""

    def get_platform_private_key(self) -> Any:
        return _read(self._platform_private_key)

    def get_kid(self) -> str | None:
        return _key_id(self._platform_private_key)


@cache
def _read(private: str) -> Any:
    return serialization.load_pem_private_key(private.encode(), None)


@cache
def _key_id(private: str) -> str | None:
    found: str | None = Registration.get_jwk(private)["kid"]
    return found


class _Conf(LTI1P3PlatformConfAbstract):
    def init_platform_config(self, **kwargs: Any) -> None:
        self._registration = kwargs["registration"]

    def get_registration_by_params(self, **kwargs: Any) -> Registration:
        return self._registration


class _Request(Request):
    def build_metadata(self, request: Any) -> Any:
        return request


class _Launch(LTIAdvantageMessageLaunchAbstract):
    message: Message
    base: str

    def prepare_launch(self, preflight_response: dict[str, Any]) -> None:
        person = self.message.person
        self.set_user_data(person.sub, person.roles, person.name, person.email)
        self.set_launch_context_claim(CONTEXT, [], "Machine learning, group A", "ML-A")
        if self.message.item:
            self.set_custom_parameters_claim({"item": self.message.item})
        self.set_nrps(f"{self.base}/members")
        if self.message.deep:
            self.set_dl(f"{self.base}/deep-link", extra_data={"kept": "as it is"})
            return
        self.set_resource_link_claim(self.message.link, title="Homework")
        if self.message.ags:
            line = f"{self.base}/lines/{self.message.link}"
            self.set_ags(f"{self.base}/lines", line, allow_creating_lineitems=True)

    def get_launch_message(self, include_extra_claims: bool = True) -> dict[str, Any]:
        found = super().get_launch_message(include_extra_claims) | self.message.change
        return {name: value for name, value in found.items() if value is not None}

    def render_launch_form(self, launch_data: dict[str, Any], **kwargs: Any) -> dict[str, Any]:
        return launch_data


class _Grades(AssignmentsGradesService):
    platform: PlatformServer

    def find_lineitems(self, **params: Any) -> Any:
        lines = [
            line
            for line in self.platform.lines.values()
            if all(line.get(name) == value for name, value in params.items())
        ]
        return {"content": lines, "has_next": False}

    def find_lineitem(self, line_item_id: str) -> Any:
        return self.platform.lines[line_item_id]

    def create_lineitem(self, creation_data: Any) -> Any:
        return self.platform.add_line(f"made-{len(self.platform.lines)}", **creation_data)

    def update_lineitem(self, update_data: Any) -> Any:
        raise NotImplementedError

    def delete_lineitem(self, line_item_id: str) -> None:
        raise NotImplementedError

    def update_score(self, line_item_id: str, score: Any) -> UpdateScoreStatus:
        return self.platform.take(line_item_id, score)

    def get_results(self, *args: Any, **kwargs: Any) -> Any:
        raise NotImplementedError


class _Names(NamesRoleProvisioningService):
    platform: PlatformServer

    def get_context_by_id(self) -> Context:
        return Context(CONTEXT, "ML-A", "Machine learning, group A")

    def get_member_data_page(self, page: Any = 1, limit: Any = None, **_: Any) -> Any:
        people, number = self.platform.people, int(page)
        found = [
            {
                **{"user_id": each.sub, "name": each.name, "email": each.email},
                **{"roles": each.roles, "status": each.status},
            }
            for each in people[(number - 1) * 2 : number * 2]
        ]
        return {"content": found, "has_next": len(people) > number * 2}


class PlatformServer:
    """``scores`` are those that were taken: by line and person, all in their order."""

    def __init__(self, tool: str = "http://testserver", host: str = "127.0.0.1") -> None:
        self.tool, self.host = tool, host
        self.messages: dict[str, Message] = {"": Message()}
        self.lines: dict[str, dict[str, Any]] = {}
        self.scores: dict[tuple[str, str], list[dict[str, Any]]] = {}
        self.people = [TEACHER, LEARNER]
        self.deep_links: list[dict[str, Any]] = []
        self.registered: list[dict[str, Any]] = []
        self.fails_with = 0
        self.requests: list[str] = []
        self.registration_link = ""
        self.registration_changes: dict[str, Any] = {}
        self.keys_of_tool: dict[str, Any] | None = None
        self._start(0)
        self.port = self.server.server_port
        self.registration = self._registration()

    @property
    def url(self) -> str:
        return f"http://{self.host}:{self.port}"

    def _registration(self) -> Registration:
        private, public = key_pair()
        found = _Registration()
        found._iss, found._client_id, found._deployment_id = self.url, CLIENT, DEPLOYMENT
        found.set_launch_url(f"{self.tool}/lti/launch/")
        found.set_deeplink_launch_url(f"{self.tool}/lti/launch/")
        found._oidc_login_url = f"{self.tool}/lti/login/"
        found.set_tool_key_set_url(f"{self.tool}/lti/jwks/")
        found.set_platform_private_key(private)
        found.set_platform_public_key(public)
        return found

    def _conf(self) -> _Conf:
        found = _Conf(registration=self.registration)
        self.registration.set_tool_key_set(self.keys_of_tool)
        return found

    def _start(self, port: int) -> None:
        handler = type("Handler", (_Handler,), {"platform": self})
        ThreadingHTTPServer.allow_reuse_address = True
        self.server = ThreadingHTTPServer(("127.0.0.1", port), handler)
        self.thread = threading.Thread(target=self.server.serve_forever, args=(0.01,))
        self.thread.start()

    def switch_off(self) -> None:
        self.server.shutdown()
        self.thread.join()
        self.server.server_close()

    def switch_on(self) -> None:
        self._start(self.port)

    def add_line(self, key: str, **fields: Any) -> dict[str, Any]:
        self.lines[key] = {**fields, "id": f"{self.url}/lines/{key}"}
        return self.lines[key]

    def take(self, line: str, score: dict[str, Any]) -> UpdateScoreStatus:
        taken = self.scores.setdefault((line, score["userId"]), [])
        if taken and score["timestamp"] <= taken[-1]["timestamp"]:
            return UpdateScoreStatus.OLD_TIMESTAMP
        taken.append(score)
        return UpdateScoreStatus.SUCCESS

    def login_params(self, hint: str = "") -> dict[str, str]:
        return {
            **{"iss": self.url, "client_id": CLIENT, "login_hint": "somebody"},
            **{"target_link_uri": f"{self.tool}/lti/launch/", "lti_message_hint": hint or "-"},
        }

    def answer(self, auth_url: str, message: Message) -> dict[str, str]:
        """The form that the browser sends from the platform to the tool."""
        values = dict(parse_qsl(urlsplit(auth_url).query))
        request = _Request({"get_data": values, "form_data": {}, "method": "GET", "headers": {}})
        launch = _Launch(request, self._conf())
        launch.message, launch.base = message, self.url
        launch.set_id_token_expiration(message.expiration)
        found = launch.lti_launch()
        assert found.pop("launch_url") == f"{self.tool}/lti/launch/"
        return found

    def respond(self, method: str, path: str, body: bytes, headers: Any) -> tuple[int, Any, dict]:
        """Status, body as JSON or HTML, and further headers."""
        self.requests.append(f"{method} {path}")
        parts = urlsplit(path)
        values = {name: each[0] for name, each in parse_qs(parts.query).items()}
        form = {name: each[0] for name, each in parse_qs(body.decode()).items()}
        if self.fails_with and parts.path != "/token":
            return self.fails_with, {}, {}
        if parts.path == "/jwks":
            return 200, self._conf().get_jwks(), {}
        if parts.path == "/token":
            return 200, self._conf().get_access_token(form), {}
        if parts.path == "/auth":
            return 200, self._form(f"{self.url}{path}", values.get("lti_message_hint", "")), {}
        if parts.path == "/deep-link":
            self.deep_links += self._conf().validate_deeplinking_resp(form)
            return (
                200,
                "<!doctype html><link rel=icon href=data:,><title>Back</title><h1>Links added</h1>",
                {},
            )
        if parts.path.startswith("/open/"):
            return 200, self._frame(parts.path.removeprefix("/open/")), {}
        if parts.path == "/registration":
            return 200, self._registration_page(), {}
        if parts.path == "/configuration":
            return 200, self._configuration(), {}
        if parts.path == "/register":
            return self._register(json.loads(body), headers)
        return self._service(method, parts.path, values, body, headers)

    def _form(self, url: str, hint: str) -> str:
        fields = self.answer(url, self.messages[hint.strip("-")])
        inputs = "".join(
            f'<input type="hidden" name="{name}" value="{html.escape(value)}">'
            for name, value in fields.items()
        )
        return (
            f'<!doctype html><link rel=icon href=data:,><title>Platform</title><form method="post" '
            f'action="{self.tool}/lti/launch/">{inputs}</form>'
            "<script>document.forms[0].submit()</script>"
        )

    def _frame(self, hint: str) -> str:
        address = f"{self.tool}/lti/login/?{urlencode(self.login_params(hint))}"
        return (
            "<!doctype html><link rel=icon href=data:,><title>Course</title><h1>A course</h1>"
            f'<iframe src="{html.escape(address)}" width="1000" height="600"></iframe>'
        )

    def _registration_page(self) -> str:
        values = {
            "openid_configuration": f"{self.url}/configuration",
            "registration_token": "registration-token",
        }
        address = f"{self.registration_link}?{urlencode(values)}"
        return (
            "<!doctype html><link rel=icon href=data:,><title>Tools</title><h1>Register a tool</h1>"
            f'<iframe src="{html.escape(address)}" width="1000" height="600"></iframe>'
        )

    def _configuration(self) -> dict[str, Any]:
        return {
            **{"issuer": self.url, "authorization_endpoint": f"{self.url}/auth"},
            **{"token_endpoint": f"{self.url}/token", "jwks_uri": f"{self.url}/jwks"},
            "registration_endpoint": f"{self.url}/register",
            "https://purl.imsglobal.org/spec/lti-platform-configuration": {
                "product_family_code": "testing"
            },
        } | self.registration_changes

    def _register(self, wanted: dict[str, Any], headers: Any) -> tuple[int, Any, dict]:
        if headers.get("Authorization") != "Bearer registration-token":
            return 401, {}, {}
        self.registered.append(wanted)
        tool = wanted[TOOL] | {"deployment_id": DEPLOYMENT}
        return 200, wanted | {"client_id": CLIENT, TOOL: tool}, {}

    def _service(
        self, method: str, path: str, values: Any, body: bytes, headers: Any
    ) -> tuple[int, Any, dict]:
        asked = {
            **{"method": method, "get_data": values, "form_data": {}, "path": path},
            **{"headers": headers, "json": json.loads(body) if body else None},
        }
        if path == "/members":
            names = _Names(_Request(asked), self._conf(), f"{self.url}/members")
            names.platform = self
            answer = names.handle_resp(names.handle_get_members)
            result = answer.result or {}
            more = len(self.people) > int(values.get("page", 1)) * 2
            after = f"{self.url}/members?page={int(values.get('page', 1)) + 1}"
            return answer.code, result, {"Link": f'<{after}>; rel="next"'} if more else {}
        grades = _Grades(_Request(asked), self._conf(), f"{self.url}/lines")
        grades.platform = self
        if path == "/lines" and method == "POST":
            answer = grades.handle_resp(grades.handle_create_lineitem)
            return answer.code, answer.result, {}
        if path == "/lines":
            answer = grades.handle_resp(grades.handle_get_lineitems)
            return answer.code, answer.result["content"], {}
        line = path.removeprefix("/lines/").removesuffix("/scores")
        answer = grades.handle_resp(grades.handle_update_score, line_item_id=line)
        return answer.code, answer.result, {}


class _Handler(BaseHTTPRequestHandler):
    platform: PlatformServer

    def do_GET(self) -> None:
        self._respond("GET", b"")

    def do_POST(self) -> None:
        self._respond("POST", self.rfile.read(int(self.headers.get("Content-Length", 0))))

    def _respond(self, method: str, body: bytes) -> None:
        status, found, headers = self.platform.respond(method, self.path, body, self.headers)
        is_page = isinstance(found, str)
        content = b"" if found is None else (found if is_page else json.dumps(found)).encode()
        self.send_response(status)
        self.send_header("Content-Type", "text/html" if is_page else "application/json")
        self.send_header("Content-Length", str(len(content)))
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *args: Any) -> None:
        pass
