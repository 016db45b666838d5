"""The JSON in which OpenAI-compatible endpoints say what went wrong."""

import json


def failure(
    message: str,
    kind: str,
    code: str | int | None = None,
    param: str | None = None,
) -> bytes:
    error = {"message": message, "type": kind, "code": code, "param": param}
    return json.dumps({"error": error}, ensure_ascii=False).encode()
