"""A group's own words: checked while they are written, theirs alone, and never a reason for a mail to fail."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from house import House
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from akevents import clock, wording
from akevents.domain import mail_templates
from akevents.domain.mail_facts import values
from akevents.domain.mail_samples import sample_event, sample_owed
from akevents.domain.mail_templates import BODY_LIMIT, EDITABLE, MailTextView, find_text, placeholders, problems
from akevents.domain.outbox import MailKind
from akevents.errors import InvalidRequest, NotAllowed, Problem, UnknownWorkingGroup
from akevents.settings import current
from akevents.store.tables import Language, MailText, ProtocolEntry
from akevents.wording import administration
from akevents.wording.languages import mail_words

GERMAN, ENGLISH = Language.GERMAN, Language.ENGLISH
KIND = MailKind.REGISTERED
OWN = "schön, {Vorname}, dass Sie kommen.\n\nBis {Datum}."


def texts(house: House) -> dict[tuple[MailKind, Language], MailTextView]:
    listed = mail_templates.list_texts(house.db, house.mona, house.group_id)
    return {(each.kind, each.language): each for each in listed}


def stored(house: House) -> list[tuple[int, str, str, str, int | None]]:
    with house.db.reading() as session:
        rows = session.scalars(select(MailText)).all()
        return [(row.working_group_id, row.kind, row.language, row.body, row.changed_by) for row in rows]


def recorded(house: House) -> list[str]:
    """What the protocol says, as people read it."""
    with house.db.reading() as session:
        rows = session.scalars(select(ProtocolEntry).order_by(ProtocolEntry.id)).all()
        return [f"{administration.what(row.action)}: {administration.details(row.details)}" for row in rows]


def test_without_own_words_the_house_speaks_in_both_languages(house: House) -> None:
    assert texts(house) == {
        (kind, language): MailTextView(kind, language, mail_words(language).BODIES[kind], None, placeholders(kind))
        for kind in EDITABLE
        for language in Language
    }


def test_own_words_are_the_groups_for_one_kind_and_one_language(house: House) -> None:
    with_words = mail_templates.save_text(house.db, house.mona, house.group_id, KIND, GERMAN, f"  {OWN}\r\n")

    assert (with_words.body, with_words.is_own) == (OWN, True)
    assert stored(house) == [(house.group_id, KIND, GERMAN, OWN, house.mona.id)]
    assert {key for key, each in texts(house).items() if each.is_own} == {(KIND, GERMAN)}
    assert texts(house)[KIND, GERMAN] == with_words
    with house.db.reading() as session:
        found = [
            find_text(session, group, KIND, language)
            for group in (house.group_id, house.other_group_id)
            for language in Language
        ]
    assert found == [OWN, None, None, None]


def test_saving_again_replaces_and_saving_the_same_changes_nothing(house: House) -> None:
    first = mail_templates.save_text(house.db, house.mona, house.group_id, KIND, GERMAN, OWN)
    clock.start_at(clock.utc_now() + timedelta(hours=1))

    same = mail_templates.save_text(house.db, house.mona, house.group_id, KIND, GERMAN, OWN)
    later = mail_templates.save_text(house.db, house.mona, house.group_id, KIND, GERMAN, "anders.")

    assert same == first
    assert (later.body, later.changed_at == first.changed_at) == ("anders.", False)
    assert stored(house) == [(house.group_id, KIND, GERMAN, "anders.", house.mona.id)]
    assert recorded(house) == ["hat den Text einer Mail geändert: Mail: Anmeldung, Deutsch: eigene Worte"] * 2


def test_back_to_the_house_is_a_button_or_the_houses_own_words(house: House) -> None:
    for _ in range(2):
        mail_templates.save_text(house.db, house.mona, house.group_id, KIND, GERMAN, OWN)
        mail_templates.reset_text(house.db, house.mona, house.group_id, KIND, GERMAN)
        mail_templates.reset_text(house.db, house.mona, house.group_id, KIND, GERMAN)
    mail_templates.save_text(house.db, house.mona, house.group_id, KIND, GERMAN, OWN)
    view = mail_templates.save_text(house.db, house.mona, house.group_id, KIND, GERMAN, "Sie sind angemeldet.")

    assert (view.body, view.is_own, stored(house)) == ("Sie sind angemeldet.", False, [])
    own, back = (f"Mail: Anmeldung, Deutsch: {whose}" for whose in ("eigene Worte", "Worte des Hauses"))
    assert [each.split(": ", 1)[1] for each in recorded(house)] == [own, back] * 3


@pytest.mark.parametrize(
    ("body", "found"),
    [
        (" \n\t", [Problem("body", "missing_body")]),
        ("x" * (BODY_LIMIT + 1), [Problem("body", "too_long", BODY_LIMIT)]),
        ("a\x00b", [Problem("body", "control_characters")]),
        ("\ud800", [Problem("body", "control_characters")]),
        ("{Vorname} {Grund}", [Problem("body", "unknown_placeholder", detail="{Grund}")]),
        ("{} { vorname }", [Problem("body", "unknown_placeholder", detail="{}")]),
        ("{Vorname", [Problem("body", "single_brace")]),
        ("Vorname}", [Problem("body", "single_brace")]),
        (
            "{A} {B} {A} {",
            [
                Problem("body", "unknown_placeholder", detail="{A}"),
                Problem("body", "unknown_placeholder", detail="{B}"),
                Problem("body", "single_brace"),
            ],
        ),
        (
            f"{{{'x' * 99}\x07}}",
            [
                Problem("body", "control_characters"),
                Problem("body", "unknown_placeholder", detail=f"{{{'x' * 40}}}"),
            ],
        ),
    ],
)  # fmt: skip
def test_what_cannot_be_sent_is_refused_with_every_problem(house: House, body: str, found: list[Problem]) -> None:
    with pytest.raises(InvalidRequest) as refused:
        mail_templates.save_text(house.db, house.mona, house.group_id, KIND, GERMAN, body)

    assert list(refused.value.problems) == found
    assert stored(house) == []
    assert all(wording.problem(each) for each in found)


def test_the_sentence_names_the_placeholder() -> None:
    assert [wording.problem(each) for each in problems("{Strasse} {", KIND)] == [
        "Den Platzhalter {Strasse} gibt es in dieser Mail nicht.",
        "Eine geschweifte Klammer steht allein. Platzhalter stehen zwischen zweien, zum Beispiel {Vorname}.",
    ]


@pytest.mark.parametrize("kind", sorted(set(MailKind) - set(EDITABLE)))
def test_mails_that_are_written_each_time_have_no_template(house: House, kind: MailKind) -> None:
    with pytest.raises(InvalidRequest) as refused:
        mail_templates.save_text(house.db, house.mona, house.group_id, kind, GERMAN, "Guten Tag.")

    assert refused.value.problems == (Problem("kind", "not_a_choice"),)


def test_texts_of_another_group_do_not_exist(house: House) -> None:
    mail_templates.save_text(house.db, house.mona, house.group_id, KIND, GERMAN, OWN)

    for group_id in (house.group_id, 9_999):
        for attempt in (
            lambda group_id=group_id: mail_templates.list_texts(house.db, house.olaf, group_id),
            lambda group_id=group_id: mail_templates.save_text(house.db, house.olaf, group_id, KIND, GERMAN, "x"),
            lambda group_id=group_id: mail_templates.reset_text(house.db, house.olaf, group_id, KIND, GERMAN),
            lambda group_id=group_id: mail_templates.preview(house.db, house.olaf, group_id, KIND, GERMAN, "x"),
        ):
            with pytest.raises(UnknownWorkingGroup):
                attempt()
    assert [body for *_, body, _ in stored(house)] == [OWN]


def test_a_helper_writes_no_mails(house: House) -> None:
    hanna = house.helper()

    with pytest.raises(NotAllowed):
        mail_templates.list_texts(house.db, hanna, house.group_id)
    with pytest.raises(NotAllowed):
        mail_templates.save_text(house.db, hanna, house.group_id, KIND, GERMAN, OWN)


def test_two_who_save_at_once_leave_one_text(house: House) -> None:
    def save(number: int) -> MailTextView:
        return mail_templates.save_text(house.db, house.mona, house.group_id, KIND, GERMAN, f"Text {number}.")

    with ThreadPoolExecutor(4) as pool:
        views = list(pool.map(save, range(4)))

    assert [each.body for each in views] == [f"Text {number}." for number in range(4)]
    ((*_, body, _),) = stored(house)
    assert body in {each.body for each in views}


def test_preview_shows_the_words_before_anybody_saves_them(house: House) -> None:
    mail_templates.save_text(house.db, house.mona, house.group_id, KIND, GERMAN, OWN)

    saved = mail_templates.preview(house.db, house.mona, house.group_id, KIND, GERMAN)
    typed = mail_templates.preview(house.db, house.mona, house.group_id, KIND, GERMAN, "Hallo {Vorname} {Unsinn} {")
    english = mail_templates.preview(house.db, house.mona, house.group_id, KIND, ENGLISH)

    assert "\n\nschön, Anna, dass Sie kommen.\n\nBis " in saved.text
    assert "\n\nHallo Anna {Unsinn} {\n\n" in typed.text
    assert "\n\nYou are registered.\n\n" in english.text
    assert "Online\nModeration: Mona Beispiel\n" in typed.text
    assert "Hallo Anna {Unsinn} {" in typed.html


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("kind", MailKind)
def test_every_placeholder_is_known_when_the_mail_goes_out(kind: MailKind, language: Language) -> None:
    owed = sample_owed(sample_event(1, "AK"), kind)

    assert set(placeholders(kind)) <= set(values(owed, current()))
    assert problems(mail_words(language).BODIES[kind] or "x", kind) == ()


@given(st.text(st.one_of(st.characters(codec=None, exclude_categories=()), st.sampled_from("{}")), min_size=1))
def test_filling_never_fails_and_what_was_accepted_leaves_no_brace(body: str) -> None:
    known = dict.fromkeys(placeholders(KIND), "wert")

    filled = mail_templates.filled(body, known)

    if not problems(body, KIND):
        assert "{" not in filled
        assert "}" not in filled
