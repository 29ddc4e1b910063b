"""What schemathesis sends beside what it makes up: the tokens of the demo users in turn, and on every other request a
complaint that exists with its current version, so that the requests reach the rules and not only the parsers.
"""

import itertools
import json
import os
import urllib.request
from collections import defaultdict

import schemathesis

ORIGIN = os.environ["FUZZ_ORIGIN"]
TOKENS = dict(line.split(" ", 1) for line in os.environ["FUZZ_TOKENS"].splitlines())
#: Sees every complaint, so it can look up their versions.
READER = TOKENS["acceptance_officer"]
COMPLAINT = "/v1/complaints/{id}"
TIMEOUT_SECONDS = 10


def read(path):
    """The JSON and the headers that the service answers to a plain GET."""
    request = urllib.request.Request(ORIGIN + path, headers={"Authorization": f"Bearer {READER}"})
    with urllib.request.urlopen(request, timeout=TIMEOUT_SECONDS) as response:
        return json.load(response), response.headers


def demo_complaints():
    """Ids of the demo's complaints; none would make half of the test pointless, so that is an error."""
    ids = [item["id"] for item in read("/v1/complaints?limit=50")[0]["items"]]
    if not ids:
        raise RuntimeError("the demo database lists no complaint")
    return ids


complaints = itertools.cycle(demo_complaints())
#: One round for each operation, so that every operation sees every user, and nobody.
visitors = defaultdict(lambda: itertools.cycle([*TOKENS.values(), None]))
turns = defaultdict(itertools.count)


@schemathesis.hook
def before_call(context, case, kwargs):
    operation = case.operation
    if token := next(visitors[operation.label]):
        case.headers["Authorization"] = f"Bearer {token}"
    else:
        case.headers.pop("Authorization", None)
    if operation.path.startswith(COMPLAINT) and next(turns[operation.label]) % 2 == 0:
        complaint = next(complaints)
        # A new dictionary: cases of one operation may share theirs.
        case.path_parameters = {**(case.path_parameters or {}), "id": complaint}
        if operation.method.lower() != "get":
            case.headers["If-Match"] = read(f"/v1/complaints/{complaint}")[1]["ETag"]
