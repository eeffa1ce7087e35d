"""PDF routes and the page that checks a certificate."""

import re
from datetime import timedelta

import pytest
import time_machine
from house import House
from starlette.testclient import TestClient

from akevents import clock
from akevents.domain import certificates, participants
from akevents.domain.events import EventDetails
from akevents.web.limits import CERTIFICATES


@pytest.fixture
def evening(house: House) -> EventDetails:
    """An evening that ended an hour ago; Anna was there."""
    event = house.event(slug="abend")
    house.register(event)
    participants.check_in(house.db, house.mona, house.registration_id(event))
    now = clock.utc_now()
    house.set(event, starts_at=now - timedelta(hours=3), ends_at=now - timedelta(hours=1), deadline_at=None)
    return house.read(event)


def issued(house: House, evening: EventDetails) -> str:
    return certificates.issue_mine(house.db, house.token(evening))


def verdict(page: str) -> str | None:
    found = re.search(r'<p role="status">\s*<strong>(.*?)</strong>', page)
    return found[1] if found else None


def test_certificate_comes_by_the_personal_link_once_it_is_issued(
    client: TestClient, house: House, evening: EventDetails
) -> None:
    address = f"/bescheinigung/{house.token(evening)}.pdf"
    before = client.get(address)
    issued(house, evening)

    answer = client.get(address)

    assert (before.status_code, answer.status_code) == (404, 200)
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.headers["content-disposition"] == 'attachment; filename="abend_teilnahmebescheinigung.pdf"'
    assert (answer.headers["cache-control"], answer.headers["referrer-policy"]) == ("no-store", "no-referrer")
    assert answer.content == client.get(address).content


def test_looking_for_a_certificate_gives_none_out(client: TestClient, house: House, evening: EventDetails) -> None:
    for _ in range(2):
        client.get(f"/bescheinigung/{house.token(evening)}.pdf")

    assert certificates.counts(house.db, house.mona, "abend").issued == 0


def test_link_that_leads_nowhere_gets_no_paper(client: TestClient, evening: EventDetails) -> None:
    assert client.get("/bescheinigung/erfunden.pdf").status_code == 404


@pytest.mark.parametrize("paper", ["anwesenheitsliste", "bescheinigungen"])
def test_papers_of_all_are_for_moderators_of_the_group(
    client: TestClient, house: House, evening: EventDetails, paper: str, request: pytest.FixtureRequest
) -> None:
    issued(house, evening)
    stranger = client.get(f"/{paper}/abend.pdf")
    request.getfixturevalue("mona")
    mine, foreign = client.get(f"/{paper}/abend.pdf"), client.get(f"/{paper}/anderer.pdf")

    assert (stranger.status_code, stranger.headers["location"][:6]) == (303, "/login")
    assert (mine.status_code, mine.content[:5], foreign.status_code) == (200, b"%PDF-", 404)
    assert mine.headers["content-disposition"] == f'attachment; filename="abend_{paper}.pdf"'


def test_check_says_only_whether_a_number_is_good(client: TestClient, house: House, evening: EventDetails) -> None:
    number = issued(house, evening)

    empty = client.get("/nachweis")
    good = client.get("/nachweis", params={"nummer": number.lower().replace("-", " ")})
    bad = client.get("/nachweis", params={"nummer": "2222-2222-2222"})

    assert [verdict(each.text) for each in (empty, good, bad)] == [
        None,
        f"{number}: gültig",
        "2222-2222-2222: nicht bekannt",
    ]
    for private in ("Anna", "Beispiel", evening.title):
        assert private not in good.text
    assert good.headers["x-robots-tag"] == "noindex"


def test_check_takes_any_nonsense(client: TestClient, evening: EventDetails) -> None:
    for nonsense in ("<script>alert(1)</script>", "\x00", "☂" * 5000, "' OR 1=1 --", " "):
        answer = client.get("/nachweis", params={"nummer": nonsense})
        assert answer.status_code == 200
        assert "<script>alert" not in answer.text


def test_trying_numbers_is_slowed_down_and_good_ones_cost_nothing(
    client: TestClient, house: House, evening: EventDetails
) -> None:
    number = issued(house, evening)
    with time_machine.travel(clock.utc_now(), tick=False):
        good = [client.get("/nachweis", params={"nummer": number}).status_code for _ in range(CERTIFICATES.amount + 5)]
        bad = [client.get("/nachweis", params={"nummer": f"X{n}"}).status_code for n in range(CERTIFICATES.amount + 1)]

    assert set(good) == {200}
    assert (set(bad[:-1]), bad[-1]) == ({200}, 429)
