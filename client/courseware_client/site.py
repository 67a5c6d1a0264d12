"""The site's API (`/api/v1/`): requests, errors, retries."""

from __future__ import annotations

import time
from collections.abc import Iterator
from types import TracebackType
from typing import TYPE_CHECKING, Any

from courseware_client import __version__
from courseware_client.errors import NotAllowed, Offline, Refused
from courseware_client.settings import Login

if TYPE_CHECKING:
    import httpx  # imported where it is used: it takes a fifth of a second

TIMEOUT, CONNECT_TIMEOUT, STREAM_TIMEOUT = 30.0, 10.0, 60.0
TRIES = 4
MAX_PAUSE = 20.0  # seconds before a request is sent again
_AGAIN = (429, 502, 503, 504)


class Site:
    """A connection to a site as one person. To be closed, or used in a ``with`` statement."""

    def __init__(self, login: Login, transport: httpx.BaseTransport | None = None) -> None:
        import httpx

        self.login = login
        self._client = httpx.Client(
            base_url=f"{login.url}/api/v1",
            headers={
                "Authorization": f"Bearer {login.token}",
                "Accept": "application/json",
                "User-Agent": f"courseware-client/{__version__}",
            },
            timeout=httpx.Timeout(TIMEOUT, connect=CONNECT_TIMEOUT),
            follow_redirects=True,
            transport=transport,
        )

    def __enter__(self) -> Site:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._client.close()

    def get(self, path: str, **params: Any) -> Any:
        """The JSON of an address. Raises: NotAllowed, Refused, Offline."""
        return self._send("GET", path, params=params)

    def post(self, path: str, body: Any, *, key: str = "") -> Any:
        """As `get`. With a ``key``, sending it again does nothing twice, so that it may be."""
        headers = {"Idempotency-Key": key} if key else {}
        return self._send("POST", path, json=body, headers=headers, again=bool(key))

    def events(self, path: str) -> Iterator[str]:
        """The names of server-sent events until the site ends the stream. Raises: Offline."""
        import httpx

        headers = {"Accept": "text/event-stream"}
        try:
            timeout = httpx.Timeout(STREAM_TIMEOUT, connect=CONNECT_TIMEOUT)
            with self._client.stream("GET", path, headers=headers, timeout=timeout) as response:
                if response.is_error:
                    response.read()
                    _check(response)
                for line in response.iter_lines():
                    if line.startswith("event:"):
                        yield line.removeprefix("event:").strip()
        except httpx.TransportError as error:
            raise Offline(self._unreachable(error)) from error

    def _send(self, method: str, path: str, *, again: bool = True, **options: Any) -> Any:
        import httpx

        for number in range(1, TRIES + 1):
            try:
                response = self._client.request(method, path, **options)
            except httpx.ConnectError as error:
                raise Offline(self._unreachable(error)) from error
            except httpx.TransportError as error:
                if not again or number == TRIES:
                    raise Offline(self._unreachable(error)) from error
                time.sleep(min(0.5 * 2**number, MAX_PAUSE))
                continue
            if response.status_code in _AGAIN and again and number < TRIES:
                time.sleep(_pause(response, number))
                continue
            _check(response)
            return response.json()
        raise AssertionError("unreachable")

    def _unreachable(self, error: Exception) -> str:
        reason = str(error) or type(error).__name__
        return f"{self.login.url} cannot be reached: {reason}."


def _check(response: httpx.Response) -> None:
    if response.is_success:
        return
    sentence, status = _sentence(response), response.status_code
    if status in (401, 403):
        raise NotAllowed(sentence)
    if status in (502, 503, 504):
        raise Offline(sentence)
    raise Refused(sentence, status)


def _sentence(response: httpx.Response) -> str:
    try:
        problem = response.json()
        details = [f"{each['place']}: {each['detail']}" for each in problem.get("errors", ())]
        return "\n".join([problem["detail"], *details])
    except (ValueError, KeyError, TypeError, AttributeError):
        return f"The site answered {response.status_code} {response.reason_phrase}."


def _pause(response: httpx.Response, number: int) -> float:
    try:
        asked = float(response.headers.get("Retry-After", ""))
    except ValueError:
        asked = 0.5 * 2**number
    return min(max(asked, 0.1), MAX_PAUSE)
