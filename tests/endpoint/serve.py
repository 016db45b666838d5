"""Serves a model with a real llama.cpp server on loopback, for as long as its starter lives.

Run with the interpreter of `.endpoint`: python serve.py FILE MODEL_ID [endless]
With `endless` a reply goes on until the context is full, which is smaller then, and is the same
for the same question.
The first line of standard input is the key; the first line of standard output is the address, on
a port that was free. The end of standard input ends the server, so one whose starter was killed
does not stay behind.
"""

import sys

import xllamacpp

TOKENS_PER_SLOT = 4096
TOKENS_OF_ENDLESS = 1536
SLOTS = 2


def parameters(path: str, model_id: str, key: str, *options: str) -> xllamacpp.CommonParams:
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
    if "endless" in options:
        # What holds for a request that says nothing else.
        chosen.n_ctx = TOKENS_OF_ENDLESS * SLOTS
        chosen.sampling.ignore_eos = True
        chosen.sampling.seed = 7
    return chosen


def main() -> None:
    path, model_id, *options = sys.argv[1:]
    key = sys.stdin.readline().strip()
    server = xllamacpp.Server(parameters(path, model_id, key, *options))
    sys.stdout.write(f"{server.listening_address}\n")
    sys.stdout.flush()
    sys.stdin.read()
    del server


if __name__ == "__main__":
    main()
