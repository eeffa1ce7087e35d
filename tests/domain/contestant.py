"""One of several processes that register people at the same time. Told by test_contest.py what to do, a line at a time.

It says "ready" when it stands at the starting line. A line in: {"database": address, "event": id, "names": [...]}.
A line out: the names of the outcomes, as JSON."""

import json
import sys

from akevents.domain.registration_form import RegistrationRequest
from akevents.domain.registrations import register
from akevents.errors import AkeventsError
from akevents.formats import places
from akevents.settings import Settings
from akevents.store.database import Database, open_database


def outcome(db: Database, event_id: int, name: str) -> str:
    """The status that the person got, or the name of the refusal; anything else ends this process with a traceback."""
    request = RegistrationRequest(
        event_id, f"submission-{name}", name, "Beispiel", f"{name.lower()}@example.org", "Stadt Köln"
    )
    try:
        return register(db, request).status.value
    except AkeventsError as refusal:
        return type(refusal).__name__


places.load()
print("ready", flush=True)
for line in sys.stdin:
    job = json.loads(line)
    database = open_database(Settings(database_url=job["database"]))
    print(json.dumps([outcome(database, job["event"], name) for name in job["names"]]), flush=True)
    database.close()
