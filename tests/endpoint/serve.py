"""Serves a model with a real llama.cpp server on loopback, for as long as its starter lives.

Run with the interpreter of `.endpoint`: python serve.py FILE MODEL_ID
The first line of standard input is the key; the first line of standard output is the address, on
a port that was free. The end of standard input ends the server, so one whose starter was killed
does not stay behind.
"""

import sys

import xllamacpp

TOKENS_PER_SLOT = 4096
SLOTS = 2


def parameters(path: str, model_id: str, key: str) -> xllamacpp.CommonParams:
    chosen = xllamacpp.CommonParams()
    chosen.model.path = path
    chosen.model_alias = {model_id}
    chosen.hostnames = ["127.0.0.1"]
    chosen.port = 0
    chosen.api_keys = [key]
    chosen.n_parallel = SLOTS
    chosen.n_ctx = TOKENS_PER_SLOT * SLOTS
    chosen.cpuparams.n_threads = 1
    chosen.use_jinja = True
    chosen.warmup = False
    return chosen


def main() -> None:
    path, model_id = sys.argv[1:]
    key = sys.stdin.readline().strip()
    server = xllamacpp.Server(parameters(path, model_id, key))
    sys.stdout.write(f"{server.listening_address}\n")
    sys.stdout.flush()
    sys.stdin.read()
    del server


if __name__ == "__main__":
    main()
