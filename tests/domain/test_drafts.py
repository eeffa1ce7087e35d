"""What stands in an editor is kept for the person who typed it, and for nobody else."""

from datetime import timedelta

import pytest
from house import House
from sqlalchemy import func, select

from akevents import clock
from akevents.domain import moderators
from akevents.domain.drafts import KEPT, LIMIT_BYTES, KeptDraft, find, keep, throw_away
from akevents.domain.retention import forget_due
from akevents.errors import DraftTooLarge, EventNotFound
from akevents.store.tables import EventDraft

FIELDS = {"title": "Größe „☂“ \x00 \ud800", "speakers": [{"name": "Zoë", "row": 1}], "capacity": None, "recorded": True}


def drafts(house: House) -> int:
    with house.db.reading() as session:
        return session.scalar(select(func.count()).select_from(EventDraft)) or 0


def test_keep_remembers_what_stands_in_the_fields(house: House) -> None:
    event = house.event()
    assert find(house.db, house.mona, event.slug) is None

    saved_at = keep(house.db, house.mona, event.slug, FIELDS, event.changed_at)

    assert find(house.db, house.mona, event.slug) == KeptDraft(FIELDS, event.changed_at, saved_at)
    assert house.read(event) == event  # nobody's screen looks again, and no calendar


@pytest.mark.parametrize("is_new", [True, False])
def test_keep_again_replaces_what_was_kept(house: House, is_new: bool) -> None:
    slug = None if is_new else house.event().slug
    keep(house.db, house.mona, slug, FIELDS, None)

    saved_at = keep(house.db, house.mona, slug, {"title": "Danach"}, None)

    assert find(house.db, house.mona, slug) == KeptDraft({"title": "Danach"}, None, saved_at)
    assert drafts(house) == 1


def test_everybody_has_a_draft_of_their_own_and_one_per_event(house: House) -> None:
    event, other = house.event(), house.event()
    moderators.add_moderator(house.db, "mia@example.org", "Mia", ("wirtschaft",))
    mia = moderators.get_moderator(house.db, "mia@example.org")
    for by, slug, title in (
        (house.mona, event.slug, "a"),
        (mia, event.slug, "b"),
        (house.mona, None, "c"),
        (mia, None, "d"),
    ):
        keep(house.db, by, slug, {"title": title}, None)

    found = [find(house.db, by, slug) for by in (house.mona, mia) for slug in (event.slug, other.slug, None)]

    assert [each and each.fields["title"] for each in found] == ["a", None, "c", "b", None, "d"]


def test_throw_away_forgets_it_and_nothing_else(house: House) -> None:
    event = house.event()
    for slug in (event.slug, None):
        keep(house.db, house.mona, slug, FIELDS, None)

    for _ in range(2):
        throw_away(house.db, house.mona, event.slug)
    assert find(house.db, house.mona, event.slug) is None
    assert find(house.db, house.mona, None) is not None

    throw_away(house.db, house.mona, None)
    assert drafts(house) == 0


@pytest.mark.parametrize("slug", ["abend", "gibt-es-nicht", "a\x00b"])
def test_drafts_of_events_of_others_do_not_exist(house: House, slug: str) -> None:
    house.event(slug="abend", working_group_id=house.other_group_id)

    for step in (find, throw_away, lambda db, by, name: keep(db, by, name, FIELDS, None)):
        with pytest.raises(EventNotFound):
            step(house.db, house.mona, slug)
    assert drafts(house) == 0


def test_a_draft_too_large_is_refused_and_the_one_before_stays(house: House) -> None:
    saved_at = keep(house.db, house.mona, None, FIELDS, None)

    with pytest.raises(DraftTooLarge) as refusal:
        keep(house.db, house.mona, None, {"text": "x" * LIMIT_BYTES}, None)

    assert refusal.value == DraftTooLarge(LIMIT_BYTES)
    assert find(house.db, house.mona, None) == KeptDraft(FIELDS, None, saved_at)


def test_drafts_are_forgotten_a_month_after_they_were_touched(house: House) -> None:
    event = house.event(starts_at=clock.utc_now() + timedelta(days=90))
    keep(house.db, house.mona, None, FIELDS, None)
    begin = clock.utc_now()
    clock.start_at(begin + timedelta(days=1))
    keep(house.db, house.mona, event.slug, FIELDS, None)

    clock.start_at(begin + KEPT + timedelta(hours=1))
    forget_due(house.db)

    assert find(house.db, house.mona, None) is None
    assert find(house.db, house.mona, event.slug) is not None
