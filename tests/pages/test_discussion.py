"""Fragen and Diskussion: what participants ask and vote for, and what the moderator makes of it."""

import pytest
from house import House
from pages.conftest import Open
from pages.reading import errors, links, says, texts
from streamlit.testing.v1 import AppTest

from akevents.domain import discussion, discussion_moderation
from akevents.domain.events import EventDetails

MINE, MODERATED = "questions.py", "discussion.py"


@pytest.fixture
def evening(house: House) -> EventDetails:
    event = house.event(slug="abend")
    house.register(event, "Anna", topic="Wer *trägt* den Betrieb?")
    house.register(event, "Bernd")
    return event


def asked(house: House, evening: EventDetails, text: str, name: str = "Anna", *, shows_name: bool = False) -> int:
    discussion.ask(house.db, house.token(evening, name), f"form-{text}", text, shows_name=shows_name)
    found = discussion_moderation.list_for_moderator(house.db, house.mona, "abend").questions
    return next(each.question.id for each in found if each.question.text == text)


def press(at: AppTest, key: str) -> AppTest:
    at.button(key=key).click().run()
    assert not at.exception, at.exception
    return at


def submit(at: AppTest, key: str) -> AppTest:
    next(each for each in at.button if each.key == key).click().run()
    assert not at.exception, at.exception
    return at


def open_texts(house: House) -> list[str]:
    found = discussion_moderation.list_for_moderator(house.db, house.mona, "abend").questions
    return [each.question.text for each in found if each.question.status == "shown"]


def test_participant_asks_without_a_name_and_the_field_is_empty_again(
    house: House, screen: Open, evening: EventDetails
) -> None:
    at = screen(MINE, token=house.token(evening))
    at.text_area(key="questions_text").set_value("Was kostet das?")
    submit(at, "questions_submit")

    assert [each.value for each in at.success] == ["Ihre Frage steht in der Liste."]
    assert says(at, "Was kostet das?")
    assert at.text_area(key="questions_text").value == ""
    assert not says(screen(MINE, token=house.token(evening, "Bernd")), "Anna")


def test_name_stands_there_only_if_its_owner_says_so(house: House, screen: Open, evening: EventDetails) -> None:
    at = screen(MINE, token=house.token(evening))
    at.text_area(key="questions_text").set_value("Was kostet das?")
    at.checkbox(key="questions_shows_name").check()
    submit(at, "questions_submit")

    assert says(screen(MINE, token=house.token(evening, "Bernd")), "Anna Beispiel")


def test_question_without_end_is_refused_and_kept(house: House, screen: Open, evening: EventDetails) -> None:
    at = screen(MINE, token=house.token(evening))
    at.text_area(key="questions_text").set_value("a" * 100_000)
    submit(at, "questions_submit")

    assert errors(at) == ["Die Frage hat 100000 Zeichen. Bitte kürzen Sie auf höchstens 1000."]
    assert len(at.text_area(key="questions_text").value or "") == 100_000
    assert open_texts(house) == []


def test_one_vote_each_and_it_can_be_taken_back(house: House, screen: Open, evening: EventDetails) -> None:
    number = asked(house, evening, "Was kostet das?")
    at = screen(MINE, token=house.token(evening, "Bernd"))

    press(at, f"questions_vote_{number}")
    assert says(at, "eine Stimme")
    press(at, f"questions_vote_{number}")
    assert says(at, "noch keine Stimme")


def test_waiting_question_is_read_by_its_author_and_the_moderator(
    house: House, screen: Open, mona: str, evening: EventDetails
) -> None:
    house.set(evening, discussion="moderated")
    number = asked(house, evening, "Was kostet das?")

    assert says(screen(MINE, token=house.token(evening)), "wartet auf Freigabe")
    assert not says(screen(MINE, token=house.token(evening, "Bernd")), "Was kostet das?")
    at = screen(MODERATED, event="abend")
    press(at, f"discussion_shown_{number}")
    assert says(screen(MINE, token=house.token(evening, "Bernd")), "Was kostet das?")


@pytest.mark.parametrize(
    ("columns", "said"),
    [
        ({"discussion": "off"}, "Zu dieser Veranstaltung werden keine Fragen gesammelt."),
        ({"status": "cancelled"}, "Die Veranstaltung findet nicht statt; Fragen werden nicht gesammelt."),
    ],
)
def test_closed_list_says_why(
    house: House, screen: Open, evening: EventDetails, columns: dict[str, str], said: str
) -> None:
    house.set(evening, **columns)
    at = screen(MINE, token=house.token(evening))

    assert says(at, said)
    assert "questions_submit" not in [each.key for each in at.button]


def test_moderator_puts_one_up_answers_hides_and_brings_back(
    house: House, screen: Open, mona: str, evening: EventDetails
) -> None:
    first, second = asked(house, evening, "Erste Frage"), asked(house, evening, "Zweite Frage", "Bernd")
    at = screen(MODERATED, event="abend")

    press(at, f"discussion_up_{second}")
    assert [text for text in texts(at) if "Jetzt" in text and "Zweite Frage" in text]
    press(at, f"discussion_answered_{second}")
    assert open_texts(house) == ["Erste Frage"]
    press(at, f"discussion_back_{second}")
    assert open_texts(house) == ["Erste Frage", "Zweite Frage"]
    assert says(at, "Anna Beispiel")
    assert first < second


def test_moderator_merges_and_takes_apart(house: House, screen: Open, mona: str, evening: EventDetails) -> None:
    first, second = asked(house, evening, "Erste Frage"), asked(house, evening, "Zweite Frage", "Bernd")
    at = screen(MODERATED, event="abend")

    at.selectbox(key=f"discussion_into_{second}").set_value(first).run()
    press(at, f"discussion_merge_{second}")
    assert open_texts(house) == ["Erste Frage"]
    press(at, f"discussion_apart_{second}")
    assert open_texts(house) == ["Erste Frage", "Zweite Frage"]


def test_moderator_writes_one_down_and_adopts_a_topic(
    house: House, screen: Open, mona: str, evening: EventDetails
) -> None:
    anna = house.registration_id(evening)
    at = screen(MODERATED, event="abend")
    at.text_area(key="discussion_text").set_value("Aus dem Chat")
    submit(at, "discussion_submit")
    press(at, f"discussion_adopt_{anna}")

    assert open_texts(house) == ["Aus dem Chat", "Wer *trägt* den Betrieb?"]
    assert f"discussion_adopt_{anna}" not in [each.key for each in at.button]


def test_own_page_leads_to_the_questions(house: House, screen: Open, evening: EventDetails) -> None:
    token = house.token(evening)
    assert links(screen("my_registration.py", token=token))["Fragen zur Diskussion"] == f"/fragen?token={token}"
