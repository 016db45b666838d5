"""The command line."""


def run(arguments: list[str]) -> int:
    raise NotImplementedError(arguments)
