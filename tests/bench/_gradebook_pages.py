"""Part of the benchmark `gradebook`: its pages over HTTP, as a teacher's browser asks for them."""

from __future__ import annotations

PAGES = """
import json, random, re, time, urllib.request
from pathlib import Path
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from courseware.items.models import Course
from courseware.people.models import User
from tests.site import processes_of

site = json.loads((settings.VAR_DIR / "up.json").read_text())["url"]
course = Course.objects.get()
teacher = User.objects.get(username="large-teacher")
session = SessionStore()
session[SESSION_KEY] = str(teacher.pk)
session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
session[HASH_SESSION_KEY] = teacher.get_session_auth_hash()
session.create()
book = f"{site.rstrip('/')}/courses/{course.slug}/gradebook"
rng = random.Random(1)
students = list(User.objects.filter(username__regex=r"^large-\\d+$").values_list("pk", flat=True))
items = list(course.items.values_list("kind", "slug"))

def ask(path):
    headers = {"Cookie": f"sessionid={session.session_key}"}
    request = urllib.request.Request(book + path, headers=headers)
    with urllib.request.urlopen(request) as answer:
        return sum(len(part) for part in iter(lambda: answer.read(65536), b""))

def p95(name, limit, path, times):
    for _ in range(3):
        ask(path())
    runs = []
    for _ in range(times):
        began = time.perf_counter()
        ask(path())
        runs.append(time.perf_counter() - began)
    runs.sort()
    note = f"p95 of {times} requests, median {1000 * runs[times // 2]:.0f} ms"
    print("FIGURE", " | ".join(map(str, (name, runs[int(0.95 * (times - 1))], limit, note))))

def memory():
    status = [Path(f"/proc/{pid}/status").read_text() for pid in processes_of(settings.VAR_DIR)]
    found = [re.search(r"VmHWM:\\s+(\\d+)", text) for text in status]
    return max(int(each[1]) for each in found if each) / 1024

p95("first view", 0.3, lambda: "/", 60)
p95("another page of students", 0.3, lambda: f"/?page={rng.randint(2, 40)}", 30)
p95("part for the script", 0.3, lambda: f"/part/?first={50 * rng.randint(0, 39)}&left=20", 60)
p95("sorted by total", 0.3, lambda: "/?sort=-total", 20)
p95("score of a cell", 0.15, lambda: "/%d/%s/%s/" % (rng.choice(students), *rng.choice(items)), 100)
p95("page of a student", 0.5, lambda: f"/{rng.choice(students)}/", 20)
before, runs = memory(), []
for _ in range(3):
    began = time.perf_counter()
    size = ask(".csv")
    runs.append(time.perf_counter() - began)
note = f"{size / 1e6:.1f} MB; the most memory of a process grew by {memory() - before:.0f} MiB"
print("FIGURE", " | ".join(map(str, ("CSV of everything", max(runs), 5.0, note))))
"""
