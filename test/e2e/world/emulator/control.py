"""What the test may do to the emulated world while it runs: POST /_world/<what>, a JSON object in, one out."""

import json
import re

import replication

_SIGNED_FOR = re.compile(r"Credential=[^/]+/\d{8}/[^/]+/([^/]+)/aws4_request")
_JSON_SERVICES = {"monitoring", "events", "lambda", "sqs", "dynamodb", "logs"}
_XML_ERROR = "<ErrorResponse><Error><Code>ServiceUnavailable</Code><Message>Unavailable</Message></Error></ErrorResponse>"
_cut_off: set[str] = set()
"""Buckets that answer 503, whoever asks."""
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
        if outage == "error" or scope["path"].lstrip("/").split("/")[0] in _cut_off:
            return await refuse(send, signed_for(scope))
        return await serve(scope, receive, send)

    ministack.app = serve_the_world


def obey(path: str, order: dict) -> tuple[int, dict]:
    match path.removeprefix("/_world/"):
        case "unreachable":
            _unreachable.clear()
            _unreachable.update(order)
            return 200, {"unreachable": _unreachable}
        case "cut-off":
            _cut_off.clear()
            _cut_off.update(order["buckets"])
            return 200, {"cutOff": sorted(_cut_off)}
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


async def refuse(send, service: str) -> None:
    """503 in the service's own language, so that a client sees an outage and not nonsense."""
    if service in _JSON_SERVICES:
        return await answer(send, 503, {"__type": "ServiceUnavailable", "message": "Unavailable"})
    # S3 has no envelope around its errors.
    body = _XML_ERROR.removeprefix("<ErrorResponse>").removesuffix("</ErrorResponse>") if service == "s3" else _XML_ERROR
    await write(send, 503, b"text/xml", body.encode())


async def answer(send, status: int, body: dict) -> None:
    await write(send, status, b"application/json", json.dumps(body).encode())


async def write(send, status: int, content_type: bytes, content: bytes) -> None:
    headers = [(b"content-type", content_type), (b"content-length", str(len(content)).encode())]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": content})
