"""What connections that wait or dawdle cost everybody else.

The site as `make up` serves it. Pages of a student are asked for one after the other while the site
is quiet, while eight clients keep a POST unfinished, while 500 clients are slow in every way, and
while 1,000 pages wait for results. The rival is the quiet site of the same run; the memory of the
site's process has the aim as its rival.
"""

from __future__ import annotations

import asyncio
import re
import tempfile
from contextlib import ExitStack
from pathlib import Path
from statistics import median
from typing import Any

from courseware.serving.limits import raise_descriptor_limit
from tests.bench import _crowd
from tests.journeys.timed import manage
from tests.site import COURSE, Site, processes_of, run_site

STUDENTS, EACH, SLOW = 100, 10, 500  # 1,000 pages wait, some of each student
ROUNDS = 20
AIM_MEMORY = 150.0  # MiB more
EVERY_KIND = (_crowd.idle, _crowd.headers, _crowd.post, _crowd.upload, _crowd.unread)

# Submissions without a message in the outbox: nobody grades them, so their pages wait.
_WAITING = """
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from importlib import import_module
from courseware.items.models import Item
from courseware.people.models import Enrollment, Role, User
from labs.models import LabRevision, Submission
item = Item.objects.filter(kind="lab").order_by("pk").first()
revision = LabRevision.objects.get(item=item, current=True)
for number in range({students}):
    user = User(username=f"waits-{{number}}", email=f"waits-{{number}}@example.org")
    user.set_unusable_password()
    user.save()
    Enrollment.objects.create(user=user, course=item.course, role=Role.STUDENT)
    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    for turn in range({each}):
        waiting = Submission.objects.create(
            item=item, revision=revision, user=user, code="x = 1", key=str(turn), seed="0"
        )
        print("PAGE", session.session_key, waiting.get_absolute_url() + "events/")
"""


def run() -> list[dict[str, Any]]:
    raise_descriptor_limit()
    with ExitStack() as ends:
        var = ends.enter_context(tempfile.TemporaryDirectory(prefix="courseware-bench-"))
        site = ends.enter_context(run_site(Path(var)))
        said = manage(site, "shell", "-c", _WAITING.format(students=STUDENTS, each=EACH))
        pages = re.findall(r"^PAGE (\S+) (\S+)$", said, re.MULTILINE)
        assert len(pages) == STUDENTS * EACH, said
        return asyncio.run(_measure(site, pages))


async def _measure(site: Site, pages: list[tuple[str, str]]) -> list[dict[str, Any]]:
    place, session = _crowd.Place.of(site.url), pages[0][0]
    paths = (COURSE, pages[0][1].partition("submissions/")[0])

    async def seconds() -> list[float]:
        return await _crowd.seconds_of_pages(place, session, paths, ROUNDS)

    await seconds()
    quiet = await seconds()
    async with _crowd.slow_clients(place, 8, [_crowd.post]):
        unfinished = await seconds()
    async with _crowd.slow_clients(place, SLOW, EVERY_KIND):
        slow = await seconds()
    before = _memory(site)
    async with _crowd.open_pages(place, pages) as readers:
        await asyncio.sleep(6.0)  # all of them are looked at again in that time
        waiting = await seconds()
        more = _memory(site) - before
        assert not any(reader.at_eof() for reader in readers)
    quiet += await seconds()
    return [
        *_figures("8 unfinished POSTs", unfinished, quiet),
        *_figures(f"{SLOW} slow clients", slow, quiet),
        *_figures(f"{len(pages)} waiting pages", waiting, quiet),
        _memory_figure(len(pages), more),
    ]


def _figures(name: str, ours: list[float], quiet: list[float]) -> list[dict[str, Any]]:
    return [
        _figure(f"connections {name}: page, p50", median(ours), median(quiet)),
        _figure(f"connections {name}: page, longest", max(ours), max(quiet)),
    ]


def _figure(name: str, ours: float, rival: float) -> dict[str, Any]:
    return {
        "name": name,
        "ours": round(ours, 4),
        "rival": round(rival, 4),
        "ratio": round(ours / rival, 3),
        "unit": "s",
        "note": "rival: the quiet site",
    }


def _memory_figure(pages: int, more: float) -> dict[str, Any]:
    return {
        "name": f"connections {pages} waiting pages: memory",
        "ours": round(more, 1),
        "rival": AIM_MEMORY,
        "ratio": round(more / AIM_MEMORY, 3),
        "unit": "MiB",
        "note": f"{1024 * more / pages:.0f} KiB a page; rival: the aim",
    }


def _memory(site: Site) -> float:
    """MiB that the processes which serve pages hold."""
    serving = [pid for pid, command in processes_of(site.var).items() if "uvicorn" in command]
    assert serving
    found = 0.0
    for pid in serving:
        status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
        kilobytes = re.search(r"^VmRSS:\s+(\d+) kB$", status, re.MULTILINE)
        assert kilobytes is not None
        found += int(kilobytes[1]) / 1024
    return found
