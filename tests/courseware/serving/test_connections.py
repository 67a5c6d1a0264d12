"""Each limit of a connection, asked of a real uvicorn over real sockets."""

from __future__ import annotations

import time

import pytest

from courseware.serving import connections
from courseware.serving.quotas import Quota

POST = "POST /x HTTP/1.1\r\nHost: x\r\nContent-Length: {}\r\n\r\n"
GET = "GET {} HTTP/1.1\r\nHost: x\r\n\r\n"
OK = "HTTP/1.1 200 OK"


def test_unfinished_posts_hold_no_thread(serve):
    site = serve()
    for _ in range(20):
        site.client(POST.format(1000) + "login=a")

    assert OK in site.answers()
    assert site.app.seen == ["GET /"]


@pytest.mark.parametrize("start", ["", "\r\n", "GET / HTTP/1.1\r\nX: ", "GET /a", GET.format("/x")])
def test_a_client_that_sends_no_request_is_ended_even_when_it_trickles(serve, start):
    client = serve(head_seconds=0.3, keep_alive=1).client(start)
    client.settimeout(0.05)
    received, until = b"", time.monotonic() + 120
    while time.monotonic() < until:
        try:
            if not (part := client.recv(4096)):
                break
            received += part
        except TimeoutError:
            client.send_text("\r\n" if start.endswith("\r\n") or not start else "a")
        except ConnectionError:
            break
    else:
        pytest.fail("still open")

    if start.startswith("GET /a"):
        assert received.startswith(b"HTTP/1.1 408 ")
        assert b"did not arrive within 0.3 seconds" in received


def test_an_idle_connection_is_ended_after_its_answer(serve):
    received = serve(keep_alive=1).client(GET.format("/x")).read_all()

    assert received.endswith("GET /x")


@pytest.mark.parametrize(
    "head",
    [
        "GET / HTTP/1.1\r\nX: " + 300_000 * "a",
        "GET /" + 300_000 * "a",
        "GET / HTTP/1.1\r\n" + 30_000 * "a: b\r\n" + "\r\n",
        "GET / HTTP/1.1\r\n" + 120 * "a: b\r\n" + "\r\n",
        "GET / HTTP/1.1\r\nCookie: " + 40_000 * "a" + "\r\n\r\n",
    ],
)
def test_headers_have_a_size(serve, head):
    site = serve()
    received = site.client(head).read_all()

    assert received.startswith("HTTP/1.1 431 ")
    assert "cookies" in received
    assert site.app.seen == []


def test_empty_lines_before_a_request_have_a_size(serve):
    site = serve()
    client = site.client()
    for _ in range(20):
        client.send_text(100_000 * "\r\n")

    client.read_all()
    assert OK in site.answers()


def test_trailers_after_a_body_have_a_size(serve):
    site = serve()
    client = site.client("POST /x HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n")
    client.send_text(30_000 * "a: b\r\n")

    client.read_all()
    assert site.app.seen == []


def test_notes_on_chunks_have_a_size(serve):
    site = serve(body_bytes=100_000)
    client = site.client("POST /x HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n")
    client.send_text("1;" + 1_000_000 * "a")

    client.read_all()
    assert site.app.seen == []


def test_a_slow_body_is_answered_and_ended(serve):
    site = serve(body_seconds=0.3)
    received = site.client(POST.format(1000) + "login=a").read_all()

    assert received.startswith("HTTP/1.1 408 ")
    assert "nothing was stored" in received
    assert site.app.seen == []


def test_a_chunked_body_that_never_ends_is_slow_too(serve):
    site = serve(body_seconds=0.3)
    received = site.client(
        "POST /x HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n"
    ).read_all()

    assert received.startswith("HTTP/1.1 408 ")


def test_a_body_that_says_it_is_too_large_is_refused_before_it_is_sent(serve):
    site = serve(body_bytes=1_048_576)
    client = site.client(
        "POST /x HTTP/1.1\r\nHost: x\r\nContent-Length: 1048577\r\nExpect: 100-continue\r\n\r\n"
    )
    received = client.read_all(until=b"outputs.\n")

    assert received.startswith("HTTP/1.1 413 ")
    assert "larger than 1 MiB" in received


def test_a_body_that_turns_out_too_large_is_refused(serve):
    site = serve(body_bytes=1_048_576)
    client = site.client("POST /x HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n")
    for _ in range(20):
        client.send_text("10000\r\n" + 65536 * "a" + "\r\n")
    client.send_text("0\r\n\r\n")

    assert client.read_all().startswith("HTTP/1.1 413 ")
    assert site.app.seen == []


def test_a_client_that_sends_on_after_a_refusal_reads_it(serve):
    site = serve(body_bytes=100_000)
    client = site.client(POST.format(5_000_000))
    for _ in range(50):
        client.send_text(100_000 * "a")

    assert client.read_all().startswith("HTTP/1.1 413 ")


def test_whole_bodies_arrive_as_they_were_sent(serve):
    site = serve()
    plain = site.client(POST.format(5) + "he").send_text("llo").read_all(until=b"hello")
    chunked = site.client("POST /x HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n")
    chunked.send_text("2\r\nhe\r\n").send_text("3\r\nllo\r\n0\r\n\r\n")
    patient = site.client(
        "POST /x HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nExpect: 100-continue\r\n\r\n"
    )

    assert plain.endswith("POST /x hello")
    assert chunked.read_all(until=b"hello").endswith("POST /x hello")
    assert patient.read_all(until=b"\r\n\r\n").startswith("HTTP/1.1 100 Continue")
    assert patient.send_text("hello").read_all(until=b"hello").endswith("POST /x hello")


def test_a_client_that_leaves_in_the_middle_of_a_body_is_forgotten(serve):
    site = serve()
    for _ in range(5):
        site.client(POST.format(1000) + "login=a").close()

    assert OK in site.answers()
    assert site.app.seen == ["GET /"]


def test_an_old_client_is_answered_and_ended(serve):
    received = serve().client("GET /x HTTP/1.0\r\n\r\n").read_all()

    assert OK in received
    assert received.endswith("GET /x")


@pytest.mark.parametrize("body", ["", "Content-Length: 1000\r\n"])
def test_an_upgrade_is_no_way_around(serve, body):
    site = serve(body_seconds=0.3, head_seconds=0.3, keep_alive=1)
    site.client(
        f"POST /x HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n{body}\r\n"
    ).read_all()

    assert OK in site.answers()


def test_a_few_requests_sent_ahead_are_answered_in_order(serve):
    client = serve(keep_alive=1).client("".join(GET.format(f"/{n}") for n in range(4)))
    received = client.read_all()

    assert [received.index(f"GET /{n}") for n in range(4)] == sorted(
        received.index(f"GET /{n}") for n in range(4)
    )


def test_a_thousand_requests_sent_ahead_end_the_connection(serve):
    site = serve()
    client = site.client("".join(GET.format(f"/{n}") for n in range(1000)))
    client.read_all()

    assert len(site.app.seen) < 10
    assert OK in site.answers()


@pytest.mark.parametrize("request_", [GET.format("/large"), 3 * GET.format("/large")])
def test_who_does_not_read_holds_no_thread_and_is_ended(serve, request_):
    site = serve(reply_seconds=1)
    clients = [site.client(request_) for _ in range(3)]

    assert OK in site.answers()
    assert len(site.app.seen) >= 4
    while len(site.server.server_state.connections) > 0:  # pytest's own timeout is the limit
        time.sleep(0.05)
    assert clients[0].read_all() != ""


def test_of_many_who_do_not_read_the_one_who_has_waited_longest_goes(serve, monkeypatch):
    monkeypatch.setattr(connections, "_unread", Quota(2, 2))
    site = serve(threads=4, reply_seconds=1000)
    clients = []
    for _ in range(3):
        clients.append(site.client(GET.format("/large")))
        clients[-1].read_all(until=b"xxx")

    received = clients[0].read_all()
    assert len(received) < 64 * 1024 * 1024
    assert "xxx" in clients[2].read_all(until=b"xxx")


def test_a_stream_ends_with_its_client_whatever_was_sent_behind_it(serve):
    site = serve()
    client = site.client(GET.format("/stream") + GET.format("/behind"))
    client.read_all(until=b"hello")
    client.close()

    assert site.app.left.wait(120)


def test_the_oldest_idle_connection_makes_room(serve):
    site = serve(connections=3)
    clients = [site.client("GET / HT") for _ in range(6)]

    for client in clients[:3]:
        client.read_all()  # to the end
    assert OK in clients[5].send_text("TP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n").read_all()


def test_connections_that_are_all_at_work_are_not_evicted(serve):
    site = serve(connections=4, threads=8)
    streams = [site.client(GET.format("/stream")) for _ in range(2)]
    for stream in streams:
        stream.read_all(until=b"hello")
    more = [site.client(GET.format("/stream")) for _ in range(2)]
    for each in more:  # half of the connections may be at work
        assert each.read_all(until=b"again.\n").startswith("HTTP/1.1 503 ")

    assert not site.app.left.is_set()


def test_requests_are_counted_for_the_address_that_a_trusted_proxy_names(serve):
    site = serve(per_address=4, threads=8)
    from_1 = "GET /stream HTTP/1.1\r\nHost: x\r\nX-Forwarded-For: 192.0.2.1\r\n\r\n"
    streams = [site.client(from_1) for _ in range(2)]
    for stream in streams:
        stream.read_all(until=b"hello")

    refused = site.client(from_1).read_all()
    assert refused.startswith("HTTP/1.1 429 ")
    assert "Retry-After: 5".lower() in refused.lower()
    assert "hello" in site.client(from_1.replace("2.1", "2.2")).read_all(until=b"hello")


def test_connections_are_counted_by_address_where_no_proxy_speaks(serve):
    site = serve(per_address=2, proxies="192.0.2.1")
    clients = [site.client("GET / HT") for _ in range(3)]

    clients[0].read_all()  # to the end
    assert OK in clients[2].send_text("TP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n").read_all()


def test_nobody_else_is_believed_to_be_a_proxy(serve):
    site = serve(per_address=4, threads=8, proxies="192.0.2.1")
    from_elsewhere = "GET /stream HTTP/1.1\r\nHost: x\r\nX-Forwarded-For: 192.0.2.{}\r\n\r\n"
    for number in (1, 2):
        site.client(from_elsewhere.format(number)).read_all(until=b"hello")

    assert site.client(from_elsewhere.format(3)).read_all().startswith("HTTP/1.1 429 ")


def test_the_oldest_unfinished_body_of_an_address_makes_room(serve):
    site = serve(per_address=4)
    clients = [site.client(POST.format(5) + "he") for _ in range(4)]

    for client in clients[:2]:
        assert "busy" in client.read_all()
    assert clients[3].send_text("llo").read_all(until=b"hello").endswith("POST /x hello")


def test_unfinished_bodies_have_a_size_together(serve):
    site = serve(body_bytes=200_000)
    hoarders = [site.client(POST.format(190_000) + 180_000 * "a") for _ in range(12)]
    whole = site.client(POST.format(190_000) + 190_000 * "a")

    assert OK in whole.read_all(until=b"\r\n\r\n")
    assert any("busy" in client.read_all(until=b"again.\n") for client in hoarders[:3])
