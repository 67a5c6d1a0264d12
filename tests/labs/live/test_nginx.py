"""The proxy of operators: nginx with the configuration of `deploy/`, before a real site process."""

from __future__ import annotations

import gzip
import os
import shutil
import ssl
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import httpx
import pytest
from django.test import Client

from labs.models import State
from tests.labs.workers import ROOT, environment
from tests.servers import free_port

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
CONFIGURATION = ROOT / "deploy" / "nginx" / "courseware.conf"
NAME = "localhost"
_AROUND = """daemon off;
pid {folder}/nginx.pid;
error_log {folder}/error.log warn;
events {{}}
http {{
    include /etc/nginx/mime.types;
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {folder}/courseware.conf;
}}
"""


def nginx() -> str:
    found = shutil.which("nginx", path="/usr/sbin:/usr/bin:/usr/local/sbin")
    if found is None:
        pytest.skip("nginx is not installed")
    return found


def write_configuration(folder: Path, ports: dict[str, int]) -> Path:
    """The file as it is shipped, with the places of this test."""
    text = CONFIGURATION.read_text("utf-8")
    for old, new in {
        "    listen [::]:80;\n": "",
        "    listen [::]:443 ssl http2;\n": "",
        "listen 80;": f"listen 127.0.0.1:{ports['http']};",
        "listen 443 ssl": f"listen 127.0.0.1:{ports['https']} ssl",
        "127.0.0.1:8000;": f"127.0.0.1:{ports['site']};",
        "/etc/ssl/courseware": str(folder),
        "/srv/courseware-static": str(folder / "static"),
        "ml.example.org": NAME,
    }.items():
        assert old in text, old
        text = text.replace(old, new)
    (folder / "courseware.conf").write_text(text)
    # Its workers would be somebody else, who may not read the folders of tests.
    user = "" if os.geteuid() else "user root;\n"
    (folder / "nginx.conf").write_text(user + _AROUND.format(folder=folder))
    certify = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1"]
    names = ["-subj", f"/CN={NAME}", "-addext", f"subjectAltName=DNS:{NAME}"]
    files = ["-keyout", folder / "privkey.pem", "-out", folder / "fullchain.pem"]
    subprocess.run([*certify, *names, *files], check=True, capture_output=True)
    return folder / "nginx.conf"


@contextmanager
def running(command: list[Any], log: Path, url: str, **options: Any) -> Iterator[None]:
    with log.open("ab") as out, subprocess.Popen(command, stdout=out, stderr=out, **options) as it:
        try:
            until = time.monotonic() + 240
            while not answers(url):
                assert it.poll() is None, log.read_text(errors="replace")
                assert time.monotonic() < until, log.read_text(errors="replace")
                time.sleep(0.1)
            yield
        finally:
            it.terminate()


def answers(url: str) -> bool:
    with suppress(httpx.HTTPError):
        return httpx.get(url, verify=False, trust_env=False, timeout=60).status_code < 500
    return False


@pytest.fixture
def proxied(tmp_path: Path, redis_server: str) -> Iterator[httpx.Client]:
    """A client that trusts the certificate; ``base_url`` is the site as people reach it."""
    program = nginx()
    ports = {name: free_port() for name in ("http", "https", "site")}
    configuration = write_configuration(tmp_path, ports)
    (tmp_path / "static").mkdir()
    serve = [sys.executable, "-m", "uvicorn", "courseware.asgi:application", "--lifespan", "off"]
    serve += ["--host", "127.0.0.1", "--port", str(ports["site"]), "--ws", "none"]
    serve += ["--http", "courseware.serving.connections:Connection", "--log-level", "warning"]
    behind = {"HTTPS": "1", "FORWARDED_ALLOW_IPS": "127.0.0.1"}
    site = f"http://127.0.0.1:{ports['site']}/accounts/login/"
    environ = environment(redis_server) | behind
    url = f"https://{NAME}:{ports['https']}"
    trusting = ssl.create_default_context(cafile=str(tmp_path / "fullchain.pem"))
    with (
        running(serve, tmp_path / "site.log", site, cwd=ROOT, env=environ),
        running([program, "-c", configuration], tmp_path / "nginx.log", f"{url}/accounts/login/"),
        httpx.Client(base_url=url, verify=trusting, trust_env=False, timeout=120) as client,
    ):
        client.headers["X-Plain"] = f"http://{NAME}:{ports['http']}"
        yield client


def test_nginx_accepts_the_configuration(tmp_path):
    configuration = write_configuration(tmp_path, {"http": 8080, "https": 8443, "site": 8000})
    checked = subprocess.run(
        [nginx(), "-t", "-c", configuration], capture_output=True, text=True, check=False
    )
    assert checked.returncode == 0, checked.stderr
    assert "warn" not in checked.stderr


def test_a_site_behind_the_proxy(proxied: httpx.Client, make_submission: Any, ben: Any, tmp_path):
    """In one go, because starting both takes longer than all questions together."""
    pages_are_served_over_tls(proxied)
    static_files_come_from_the_disk(proxied, tmp_path / "static")
    bodies_have_a_limit(proxied)
    figures_are_not_public(proxied)
    events_arrive_at_once(proxied, make_submission(state=State.QUEUED), ben)


def pages_are_served_over_tls(proxied: httpx.Client) -> None:
    page = proxied.get("/accounts/login/")
    assert page.status_code == 200
    assert "secure" in page.headers["set-cookie"].lower()  # the site knows that it is HTTPS
    assert page.headers["strict-transport-security"]
    assert len(page.headers["x-request-id"]) == 32  # nginx's own
    plain = proxied.get(f"{proxied.headers['X-Plain']}/courses/?a=b")
    assert (plain.status_code, plain.headers["location"]) == (301, f"https://{NAME}/courses/?a=b")
    forged = {"X-Forwarded-For": "192.0.2.7", "X-Forwarded-Proto": "http"}
    assert "secure" in proxied.get("/accounts/login/", headers=forged).headers["set-cookie"].lower()


def static_files_come_from_the_disk(proxied: httpx.Client, folder: Path) -> None:
    (folder / "a.0123.css").write_text("body {}\n")
    (folder / "a.0123.css.gz").write_bytes(gzip.compress(b"body {}\n"))
    found = proxied.get("/static/a.0123.css", headers={"Accept-Encoding": "gzip"})
    assert (found.text, found.headers["content-type"]) == ("body {}\n", "text/css")
    assert found.headers["content-encoding"] == "gzip"
    assert "immutable" in found.headers["cache-control"]
    assert proxied.get("/static/../courseware.conf").status_code in (400, 404)


def bodies_have_a_limit(proxied: httpx.Client) -> None:
    large = proxied.post("/accounts/login/", content=b"a" * (8 * 1024 * 1024 + 1))
    assert large.status_code == 413
    small = proxied.post("/accounts/login/", content=b"a" * 100_000)
    assert small.status_code == 403  # it has reached the site, without a token


def figures_are_not_public(proxied: httpx.Client) -> None:
    assert proxied.get("/metrics").status_code == 404


def events_arrive_at_once(proxied: httpx.Client, submission: Any, person: Any) -> None:
    """The first one while the response is open: a proxy that buffers would keep it for minutes."""
    client = Client()
    client.force_login(person)
    cookies = {"sessionid": client.cookies["sessionid"].value}
    address = f"{submission.get_absolute_url()}events/"
    with proxied.stream("GET", address, cookies=cookies) as events:
        assert events.status_code == 200
        assert events.headers["content-type"].startswith("text/event-stream")
        arrived = ""
        for piece in events.iter_text():
            arrived += piece
            if "event: fragment" in arrived:
                return
    raise AssertionError(f"The response has ended with {arrived!r}.")
