"""Links for speakers: figures and questions of one event for a time, and no person."""

from datetime import timedelta

import pytest
from house import House
from sqlalchemy import select

from akevents import clock
from akevents.domain import participants, speaker_links
from akevents.domain.event_state import EventState
from akevents.domain.events import EventDetails
from akevents.domain.speaker_links import LinkRow, SpeakerView, create, is_open, list_links, open_link, revoke
from akevents.errors import EventNotFound, InvalidRequest, Problem, SpeakerLinkNotFound
from akevents.store.tables import SpeakerLink


@pytest.fixture
def evening(house: House) -> EventDetails:
    """Anna and Bernd have a place, Chiara waits, Doris has cancelled; all of them have something to ask."""
    event = house.event(slug="abend", title="Smart City", capacity=2)
    house.register(event, "Anna", topic="Wer trägt\nden Betrieb?", accessibility_needs="Schriftdolmetschen")
    house.register(event, "Bernd", institution="Kreis Soest", topic=" ")
    house.register(event, "Chiara", institution="Stadt Ulm", topic="Offene Daten", function="Referentin")
    house.register(event, "Doris", topic="Doch nicht")
    participants.cancel(house.db, house.mona, house.registration_id(event, "Doris"))
    return event


def test_speaker_sees_figures_and_questions_and_no_person(house: House, evening: EventDetails) -> None:
    view = open_link(house.db, create(house.db, house.mona, "abend", "Karla Vortrag"))

    assert view == SpeakerView(
        id=evening.id,
        title="Smart City",
        working_group="AK Wirtschaftsförderung",
        state=EventState.FULL_WITH_WAITING_LIST,
        starts_at=evening.starts_at,
        ends_at=evening.ends_at,
        timezone="Europe/Berlin",
        location="Online",
        capacity=2,
        confirmed=2,
        pending=0,
        waitlisted=1,
        by_kind=(("district", 1), ("municipality", 1)),
        by_state=(("NW", 2),),
        topics=("Wer trägt\nden Betrieb?", "Offene Daten"),
        questions=(),
        expires_at=evening.ends_at + timedelta(days=1),
    )
    told = repr(view)
    assert not [
        word for word in ("Anna", "Bernd", "Beispiel", "example.org", "Köln", "Referentin", "Schrift") if word in told
    ]


def test_link_is_stored_as_hash_only_and_told_in_the_protocol(house: House, evening: EventDetails) -> None:
    token = create(house.db, house.mona, "abend", "  Karla   Vortrag ")

    (link,) = list_links(house.db, house.mona, "abend")
    assert link == LinkRow(
        link.id, "Karla Vortrag", "Mona", link.created_at, evening.ends_at + timedelta(days=1), is_open=True
    )
    with house.db.reading() as session:
        assert token not in str(session.execute(select(SpeakerLink.__table__)).all())
    assert house.protocol(evening)[-1] == ("speaker_link_made", house.mona.id, None)


def test_revoked_link_leads_nowhere(house: House, evening: EventDetails) -> None:
    token, other = (create(house.db, house.mona, "abend", label) for label in ("Karla", "Kurt"))
    link = next(each for each in list_links(house.db, house.mona, "abend") if each.label == "Karla")

    for _ in range(2):
        revoke(house.db, house.mona, "abend", link.id)

    with pytest.raises(SpeakerLinkNotFound):
        open_link(house.db, token)
    assert (is_open(house.db, token), is_open(house.db, other)) == (False, True)
    assert [action for action, _, _ in house.protocol(evening)].count("speaker_link_revoked") == 1


def test_link_ends_by_itself(house: House, evening: EventDetails) -> None:
    until = clock.utc_now() + timedelta(hours=1)
    token = create(house.db, house.mona, "abend", "Karla", until)
    assert open_link(house.db, token).expires_at == until

    clock.start_at(until)

    with pytest.raises(SpeakerLinkNotFound):
        open_link(house.db, token)
    assert [each.is_open for each in list_links(house.db, house.mona, "abend")] == [False]


@pytest.mark.parametrize("token", ["", "x", "a\x00b", "\ud800"])
def test_wrong_token_is_not_found(house: House, evening: EventDetails, token: str) -> None:
    good = create(house.db, house.mona, "abend", "Karla")
    for wrong in (token, good[:-1], f"{good}x"):
        with pytest.raises(SpeakerLinkNotFound):
            open_link(house.db, wrong)


def test_link_says_everything_that_is_wrong(house: House, evening: EventDetails) -> None:
    for label, code, limit in (
        (" ", "missing_link_label", None),
        ("x" * 101, "too_long", 100),
        ("a\x00b", "control_characters", None),
    ):
        with pytest.raises(InvalidRequest) as refusal:
            create(house.db, house.mona, "abend", label, clock.utc_now())
        assert refusal.value.problems == (Problem("label", code, limit), Problem("expires_at", "expiry_is_over"))
    assert list_links(house.db, house.mona, "abend") == ()


def test_event_of_another_group_does_not_exist(house: House, evening: EventDetails) -> None:
    token = create(house.db, house.mona, "abend", "Karla")
    (link,) = list_links(house.db, house.mona, "abend")
    for by in (house.olaf, house.helper()):
        for slug in ("abend", "gibt-es-nicht", "a\x00b"):
            for step in (
                lambda by, slug: create(house.db, by, slug, "Karla"),
                lambda by, slug: list_links(house.db, by, slug),
                lambda by, slug: revoke(house.db, by, slug, link.id),
            ):
                with pytest.raises(EventNotFound) as refusal:
                    step(by, slug)
                assert refusal.value == EventNotFound(slug)
    theirs = house.event(working_group_id=house.other_group_id)
    revoke(house.db, house.olaf, theirs.slug, link.id)
    assert speaker_links.is_open(house.db, token)
