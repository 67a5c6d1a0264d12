"""A person at the site without a browser: cookies, forms with their token, redirects."""

from __future__ import annotations

import re
import urllib.error
import urllib.parse
import urllib.request
from dataclasses import dataclass, field
from http.cookiejar import CookieJar
from typing import Any

_TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


@dataclass(frozen=True)
class Page:
    status: int
    url: str  # after redirects
    text: str
    headers: Any = field(repr=False)

    @property
    def path(self) -> str:
        return urllib.parse.urlsplit(self.url).path

    @property
    def token(self) -> str:
        found = _TOKEN.search(self.text)
        assert found, f"{self.url} ({self.status}) has no form"
        return found.group(1)

    def fields(self, pattern: str = r".*") -> list[tuple[str, str]]:
        """(name, value) of the inputs whose name matches."""
        found = []
        for tag in re.findall(r"<input[^>]*>", self.text):
            name = re.search(r'\bname="([^"]*)"', tag)
            value = re.search(r'\bvalue="([^"]*)"', tag)
            if name and re.fullmatch(pattern, name.group(1)):
                found.append((name.group(1), value.group(1) if value else ""))
        return found

    def option(self, text: str) -> tuple[str, str]:
        """(name, value) of the choice that has this text beside it."""
        labels = re.findall(r'<label class="option">.*?</label>', self.text, re.DOTALL)
        (label,) = [label for label in labels if text in label]
        name, value = (re.search(rf'\b{key}="([^"]*)"', label) for key in ("name", "value"))
        assert name and value, label
        return name.group(1), value.group(1)


class Visitor:
    def __init__(self, url: str) -> None:
        self.url = url
        self._opener = urllib.request.build_opener(
            urllib.request.HTTPCookieProcessor(CookieJar()), urllib.request.ProxyHandler({})
        )

    def get(self, path: str) -> Page:
        return self._open(urllib.request.Request(self._absolute(path)))

    def post(self, path: str, page: Page, fields: Any = ()) -> Page:
        """Sends a form that stood on the page, with the page's token."""
        pairs = list(fields.items()) if isinstance(fields, dict) else list(fields)
        body = urllib.parse.urlencode([("csrfmiddlewaretoken", page.token), *pairs]).encode()
        headers = {"Referer": page.url}
        return self._open(urllib.request.Request(self._absolute(path), body, headers))

    def sign_in(self, login: str, password: str) -> Page:
        form = self.get("/accounts/login/")
        page = self.post("/accounts/login/", form, {"login": login, "password": password})
        assert page.path != "/accounts/login/", "the login was refused"
        return page

    def sign_up(self, login: str, password: str) -> Page:
        form = self.get("/accounts/signup/")
        fields = {"first_name": "Vera", "username": login, "email": f"{login}@example.org"}
        fields |= {"password1": password, "password2": password}
        page = self.post("/accounts/signup/", form, fields)
        assert page.path != "/accounts/signup/", page.text
        return page

    def _absolute(self, path: str) -> str:
        return urllib.parse.urljoin(f"{self.url}/", path)

    def _open(self, request: urllib.request.Request) -> Page:
        try:
            answer = self._opener.open(request, timeout=180)
        except urllib.error.HTTPError as error:
            answer = error
        with answer:
            text = answer.read().decode("utf-8", errors="replace")
            return Page(answer.status, answer.url, text, answer.headers)
