"""Short announcements in which the persons are the question: who leads, who speaks, and who is only named."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from akevents.formats.announcements import read
from bench.announcements import right_fields

SHORT: list[dict[str, Any]] = json.loads(
    (Path(__file__).parent / "announcements" / "persons.json").read_text(encoding="utf-8")
)
# Not yet: a name that other names contain, a first name alone, one person in both roles, the surname first, no name at all.
NOT_YET = {72, 74, 83, 84}


@pytest.mark.parametrize("number", range(len(SHORT)))
def test_read_finds_who_leads_and_who_speaks(number: int) -> None:
    wanted = SHORT[number]

    found = read(wanted["text"], date.fromisoformat(wanted["reference_date"])).as_json()

    right = {"moderator", "speaker"} <= right_fields(
        found | {each: wanted[each] for each in ("moderator", "speaker")}, found
    )
    assert right is (number not in NOT_YET), (found["moderator"], found["speaker"])
