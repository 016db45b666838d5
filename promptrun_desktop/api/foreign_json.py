"""JSON from outside: what would hold the program for seconds is no JSON."""

import json

# Far more than a reply or a list of models holds. Eight megabytes of `[],` are three million
# values: seconds in which nothing else runs, for the parser lets no other thread in.
MOST_VALUES = 250_000


def parsed(text: str) -> object:
    """Raises ValueError for what is not JSON, is nested too deep, or holds too much."""
    if len(text) > MOST_VALUES and sum(map(text.count, ",[{")) > MOST_VALUES:
        raise ValueError("too many values")
    try:
        return json.loads(text)
    except RecursionError:
        raise ValueError("too deep") from None
