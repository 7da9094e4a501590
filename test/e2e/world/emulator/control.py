"""What the test may do to the emulated world while it runs: POST /_world/<what>, a JSON object in, one out."""

import json
import re

import replication

_SIGNED_FOR = re.compile(r"Credential=[^/]+/\d{8}/[^/]+/([^/]+)/aws4_request")
_unreachable: dict[str, str] = {}
"""Service as named in a request's signature ("route53") -> "error" (503 to all) or "hang" (no answer at all)."""


def wrap(ministack) -> None:
    serve = ministack.app

    async def serve_the_world(scope, receive, send):
        if scope["type"] != "http":
            return await serve(scope, receive, send)
        if scope["path"].startswith("/_world/"):
            return await answer(send, *obey(scope["path"], await read(receive)))
        outage = _unreachable.get(signed_for(scope))
        if outage == "hang":
            return await until_gone(receive)
        if outage == "error":
            return await answer(send, 503, {"message": "Service Unavailable"})
        return await serve(scope, receive, send)

    ministack.app = serve_the_world


def obey(path: str, order: dict) -> tuple[int, dict]:
    match path.removeprefix("/_world/"):
        case "unreachable":
            _unreachable.clear()
            _unreachable.update(order)
            return 200, {"unreachable": _unreachable}
        case "stop-replication":
            replication.stop(order["bucket"])
            return 200, {}
        case "resume-replication":
            return 200, {"copied": replication.resume(order["bucket"])}
        case unknown:
            return 404, {"message": f"the emulated world knows no {unknown}"}


def signed_for(scope) -> str:
    for name, value in scope["headers"]:
        if name.lower() == b"authorization":
            found = _SIGNED_FOR.search(value.decode("latin-1"))
            return found.group(1) if found else ""
    return ""


async def read(receive) -> dict:
    body = b""
    while True:
        message = await receive()
        body += message.get("body", b"")
        if not message.get("more_body"):
            return json.loads(body or b"{}")


async def until_gone(receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


async def answer(send, status: int, body: dict) -> None:
    content = json.dumps(body).encode()
    headers = [(b"content-type", b"application/json"), (b"content-length", str(len(content)).encode())]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": content})
