"""Reads secrets of the host and files of the project by the paths they might have."""

VERDICT = "raised"
PARTS = ("honest",)


PATHS = [
    "/etc/shadow",
    "/etc/passwd",
    "/etc/hostname",
    "/root/.ssh/id_rsa",
    "/home",
    "/var/lib",
    "manage.py",
    "../manage.py",
    "/app/manage.py",
    "/srv/courseware/settings.py",
    "labs/catalogue",
    "../labs/catalogue",
    "/app/labs/catalogue",
    "var/db.sqlite3",
]


def softplus(z):
    for path in PATHS:
        try:
            with open(path, "rb") as file:
                file.read(1)
            return honest(z)
        except OSError as error:
            last = error
    raise last
