"""Puts scripts, terminal codes, reversing marks, NULs and lone surrogates into all its texts."""

VERDICT = "raised"

NASTY = "<script>alert(1)</script>\x1b[31m\x00\u202eabc\ud800\r\x9b2J"


class Nasty(Exception):
    __qualname__ = NASTY.replace("\x00", "").encode("utf-8", "replace").decode()


def softplus(z):
    print(NASTY)
    raise Nasty(NASTY)
