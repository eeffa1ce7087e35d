"""Neue Veranstaltung: paste an announcement, settle what does not fit, make a draft."""

from datetime import UTC, date, datetime, time
from typing import Any

import pytest
from house import House
from pages.conftest import Open
from pages.reading import errors, labels, plain, says, texts
from streamlit.testing.v1 import AppTest

from akevents.domain import events, moderators
from akevents.domain.demo import ANNOUNCEMENT, announced_text
from akevents.domain.events import EventDetails

FILE = "new_event.py"
SEED = ANNOUNCEMENT.read_text(encoding="utf-8")


def press(at: AppTest, key: str) -> AppTest:
    at.button(key=key).click().run()
    assert not at.exception, at.exception
    return at


def pasted(screen: Open, text: str) -> AppTest:
    at = screen(FILE)
    at.text_area(key="new_event_text").set_value(text)
    return press(at, "new_event_read")


def fields(at: AppTest) -> dict[str, Any]:
    """What stands in the form."""
    drawn = [*at.text_input, *at.text_area, *at.date_input, *at.time_input, *at.radio, *at.checkbox]
    return {each.key.removeprefix("new_event_"): each.value for each in drawn if each.key.startswith("new_event_")}


def drafts_of(house: House) -> list[EventDetails]:
    return list(events.list_moderated_events(house.db, house.mona))


def badges(at: AppTest) -> list[str]:
    """The heads of the findings, as they are coloured."""
    return [text for each in at.markdown if (text := str(each.value)).startswith(":") and "-badge[" in text[:20]]


def test_seed_shows_its_contradictions_and_fills_the_form(screen: Open, mona: str) -> None:
    at = pasted(screen, SEED)

    assert [plain(each) for each in badges(at)] == [
        "Widerspruch · Stellen 1 und 5", "Widerspruch · Stellen 1 und 5", "Hinweis · Stelle 4",
        "Zur Kenntnis · Stelle 7", "Zur Kenntnis · Stelle 11",
    ]  # fmt: skip
    assert says(at, "2 Widersprüche, 1 Hinweis, 7 Angaben gefunden. Klären Sie die Widersprüche am besten gleich")
    assert says(at, "Der Text nennt den 2. März 2022 und den 2. März 2021. Welches Jahr gilt?")
    assert says(at, "Der 2. März 2021 war ein Dienstag, kein Mittwoch.")
    assert any(":red-background[Mittwoch, den 2\\.3\\.2021] :red-badge" in str(each.value) for each in at.markdown)
    assert labels(at, "button") == [
        "Anderen Text einlesen", "Mittwoch, 2. März 2022 nehmen", "Dienstag, 2. März 2021 nehmen",
        "Mittwoch, 2. März 2022 nehmen", "Dienstag, 2. März 2021 nehmen", "„Smart City“ nehmen", "Entwurf anlegen",
    ]  # fmt: skip
    assert fields(at) == {
        "title": "",
        "start_day": date(2022, 3, 2),
        "several_days": False,
        "start_time": time(17, 0),
        "end_time": time(18, 30),
        "location": "DVAG Online-Veranstaltung",
        "format": "online",
        "deadline_day": date(2022, 3, 1),
        "deadline_time": time(18, 0),
        "moderation": "Andreas Haubrichs",
        "speakers": "Matthias Barutowicz",
        "categories": "",
        "body": announced_text(),
    }


def test_proposal_settles_its_findings_and_can_be_undone(screen: Open, mona: str) -> None:
    at = press(pasted(screen, SEED), "new_event_take_0_1")

    assert fields(at)["start_day"] == date(2021, 3, 2)
    assert says(at, "Es gilt: Dienstag, 2. März 2021")
    assert says(at, "Die Widersprüche sind geklärt.")
    assert [each.split("[")[0] for each in badges(at)[:3]] == [":gray-badge", ":gray-badge", ":orange-badge"]
    press(at, "new_event_undo_0")
    assert fields(at)["start_day"] == date(2022, 3, 2)
    assert not says(at, "Es gilt:")


def test_proposal_leaves_alone_what_somebody_has_changed(screen: Open, mona: str) -> None:
    at = pasted(screen, SEED)
    at.time_input(key="new_event_end_time").set_value(time(19, 0))
    press(at, "new_event_take_1_1")

    assert (fields(at)["start_day"], fields(at)["end_time"]) == (date(2021, 3, 2), time(19, 0))


def test_field_that_is_filled_settles_what_was_missing(screen: Open, mona: str) -> None:
    at = pasted(screen, SEED)
    at.text_input(key="new_event_title").set_value("Kluge Städte").run()

    assert badges(at)[2].startswith(":gray-badge")
    assert says(at, "Geklärt")


def test_draft_of_the_seed_holds_every_fact(house: House, screen: Open, mona: str) -> None:
    at = press(press(pasted(screen, SEED), "new_event_take_0_0"), "new_event_take_2_0")
    press(at, "new_event_create")

    (event,) = drafts_of(house)
    assert (event.slug, event.title, event.status, event.text) == (
        "smart-city",
        "Smart City",
        "draft",
        announced_text(),
    )
    assert (event.starts_at, event.ends_at) == (
        datetime(2022, 3, 2, 16, 0, tzinfo=UTC),
        datetime(2022, 3, 2, 17, 30, tzinfo=UTC),
    )
    assert event.deadline_at == datetime(2022, 3, 1, 17, 0, tzinfo=UTC)
    assert (event.location, event.moderation) == ("DVAG Online-Veranstaltung", "Andreas Haubrichs")
    assert [each.name for each in event.speakers] == ["Matthias Barutowicz"]
    assert at.session_state["moderated_event"] == "smart-city"


def test_open_contradictions_do_not_stop_a_draft(house: House, screen: Open, mona: str) -> None:
    at = pasted(screen, SEED)
    at.text_input(key="new_event_title").set_value("Smart City")
    press(at, "new_event_create")

    assert [each.slug for each in drafts_of(house)] == ["smart-city"]


def test_missing_fields_are_told_at_the_fields_and_nothing_is_lost(house: House, screen: Open, mona: str) -> None:
    at = pasted(screen, "bla\nbla :red[x] <b>")
    assert says(at, "Ihr Text")
    at.text_input(key="new_event_title").set_value("")
    at.text_input(key="new_event_location").set_value("Rathaus")
    press(at, "new_event_create")

    assert errors(at) == [
        "Bitte prüfen Sie zwei Angaben. Es ist noch nichts angelegt.\n- Titel: Es fehlt der Titel.\n"
        "- Beginn: Bitte wählen Sie den Tag."
    ]
    assert [text for text in texts(at) if text in {"Es fehlt der Titel.", "Bitte wählen Sie den Tag."}] == [
        "Es fehlt der Titel.", "Bitte wählen Sie den Tag.",
    ]  # fmt: skip
    assert fields(at)["location"] == "Rathaus"
    assert drafts_of(house) == []


@pytest.mark.parametrize("text", ["", " \n\t ", "<html><body><script>x</script></body></html>"])
def test_nothing_to_read_is_told_and_kept(screen: Open, mona: str, text: str) -> None:
    at = pasted(screen, text)

    assert says(at, "Bitte fügen Sie den Text der Ankündigung ein, oder beginnen Sie ohne.")
    assert at.text_area(key="new_event_text").value == text


def test_a_book_is_read_and_shown_from_its_beginning(screen: Open, mona: str) -> None:
    at = pasted(screen, "Wann: 2. März 2031, 17 bis 18 Uhr\n" + "Ein Satz von vielen. " * 45_000)

    assert says(at, "Hier steht nur der Anfang; gelesen und gespeichert wird der ganze Text.")
    assert fields(at)["start_day"] == date(2031, 3, 2)
    assert max(len(text) for text in texts(at)) < 25_000
    press(at, "new_event_create")
    assert [text for text in errors(at) if "Text: Bitte kürzen Sie auf höchstens 100000 Zeichen." in text]


def test_longer_than_a_book_is_refused(screen: Open, mona: str) -> None:
    at = pasted(screen, "x" * 1_000_001)
    assert says(at, "Bitte kürzen Sie auf höchstens 1000000 Zeichen.")


def test_page_source_is_read_as_its_text(screen: Open, mona: str) -> None:
    at = pasted(screen, "<main><h1>Offene Daten</h1><p>Wann: 2. März 2031, 17 bis 18 Uhr<br>Wo: Soest</p></main>")

    found = fields(at)
    assert (found["title"], found["start_day"], found["location"]) == ("Offene Daten", date(2031, 3, 2), "Soest")
    assert says(at, "Offene Daten 1\nWann:")


def test_several_days_and_the_text_is_pasted_anew(screen: Open, mona: str) -> None:
    at = pasted(screen, "Tagung\nWann: 5. bis 7. Mai 2031\nWo: Soest")
    assert (fields(at)["several_days"], fields(at)["end_day"]) == (True, date(2031, 5, 7))
    press(at, "new_event_back")
    assert at.text_area(key="new_event_text").value == "Tagung\nWann: 5. bis 7. Mai 2031\nWo: Soest"
    at.text_area(key="new_event_text").set_value("Wann: 6. Mai 2031, 17 bis 18 Uhr")
    press(at, "new_event_read")
    assert (fields(at)["several_days"], fields(at)["start_day"]) == (False, date(2031, 5, 6))
    assert "end_day" not in fields(at)


def test_event_begins_without_an_announcement(house: House, screen: Open, mona: str) -> None:
    at = press(screen(FILE), "new_event_empty")
    assert [each.value for each in at.header] == ["Angaben"]
    at.text_input(key="new_event_title").set_value("Ein Abend")
    at.date_input(key="new_event_start_day").set_value(date(2031, 3, 3))
    at.time_input(key="new_event_start_time").set_value(time(17, 0))
    press(at, "new_event_create")

    (event,) = drafts_of(house)
    assert (event.slug, event.starts_at, event.ends_at) == (
        "ein-abend",
        datetime(2031, 3, 3, 16, 0, tzinfo=UTC),
        datetime(2031, 3, 3, 17, 30, tzinfo=UTC),
    )


def test_group_is_chosen_where_there_are_several(house: House, screen: Open, sign_in: Any) -> None:
    moderators.add_moderator(house.db, "mona@example.org", "Mona", ("verkehr",))
    sign_in("mona@example.org")
    at = pasted(screen, "Ein Abend\nWann: 6. Mai 2031, 17 bis 18 Uhr\nWo: Soest")
    press(at, "new_event_create")
    assert [text for text in errors(at) if "Arbeitskreis: Bitte wählen Sie den Arbeitskreis." in text]
    at.selectbox(key="new_event_group").set_value(house.other_group_id)
    press(at, "new_event_create")

    assert [each.title for each in events.list_moderated_events(house.db, house.olaf)] == ["Ein Abend"]


def test_who_only_checks_in_makes_no_events(house: House, screen: Open, sign_in: Any) -> None:
    house.helper()
    sign_in("hanna@example.org")

    assert not screen(FILE).text_area


def test_overview_leads_here(screen: Open, mona: str) -> None:
    at = press(screen("overview.py"), "overview_new")
    assert [each.value for each in at.title] == ["Neue Veranstaltung"]


def test_typed_text_survives_until_it_is_thrown_away(screen: Open, mona: str) -> None:
    at = press(pasted(screen, SEED), "new_event_take_0_1")
    at.text_input(key="new_event_title").set_value("Kluge Städte").run()

    again = screen(FILE)
    assert says(again, "Ihr Text von ")
    assert (fields(again)["title"], fields(again)["start_day"]) == ("Kluge Städte", date(2021, 3, 2))
    assert says(again, "Es gilt: Dienstag, 2. März 2021")
    press(again, "new_event_throw_away")
    assert again.text_area(key="new_event_text").value == ""
    assert not says(screen(FILE), "Ihr Text von ")


def test_draft_that_was_made_leaves_nothing_behind(screen: Open, mona: str) -> None:
    press(press(pasted(screen, SEED), "new_event_take_2_0"), "new_event_create")
    assert not says(screen(FILE), "Ihr Text von ")


def test_kept_text_belongs_to_its_moderator_alone(house: House, screen: Open, sign_in: Any) -> None:
    sign_in("mona@example.org")
    pasted(screen, "Ein Abend, von dem Olaf nichts weiß")
    sign_in("olaf@example.org")
    at = screen(FILE)

    assert not says(at, "Ihr Text von ")
    assert at.text_area(key="new_event_text").value == ""
