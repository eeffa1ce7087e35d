"""From what is owed to a message: its parts, its headers, and that nothing anybody typed can break either."""

import email
import re
from dataclasses import replace
from email import policy
from email.header import decode_header, make_header
from email.message import EmailMessage, MIMEPart
from email.utils import parseaddr
from html.parser import HTMLParser
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from conftest import forget_settings
from hypothesis import example, given
from hypothesis import settings as runs
from hypothesis import strategies as st

from akevents import settings
from akevents.domain import calendar_entries, tokens
from akevents.domain.mail_facts import OwedMail
from akevents.domain.mail_samples import sample_event, sample_owed
from akevents.domain.mail_texts import SUBJECT_LIMIT, html, subject, text
from akevents.domain.my_view import MyRegistration
from akevents.domain.outbox import FOR_MODERATORS, MailKind
from akevents.mail.compose import compose, sender_name
from akevents.store.tables import EventStatus, Language, RegistrationStatus
from akevents.wording import dates
from akevents.wording.languages import mail_words

HOUSE = settings.load(
    mail_from="anmeldung@dvag.example", base_url="https://termine.example", smtp_url="", secret_key="x" * 32
)
NO_LINK = FOR_MODERATORS | {MailKind.DATA_DELETED, MailKind.INVITATION}
ABOUT_A_PERSON = [each for each in MailKind if sample_owed(sample_event(1, "AK"), each).mine]
LONG = "x" * 10_000
ENCODED = "=?utf-8?q?=0D=0ABcc:_olaf@example.org?="
NASTY = st.one_of(
    st.text(st.characters(codec=None, exclude_categories=()), max_size=60),
    st.sampled_from(
        [
            "Abend\r\nBcc: olaf@example.org",
            "Abend\n\nBcc: olaf@example.org\r\n\r\n<script>alert(1)</script>",
            "\x00\ud800 \udfff\x85\u2028\u2029",
            "שלום \u202eעולם\u202c, <b>مرحبا</b>",
            '👩‍👩‍👧‍👦 Über „Straßen“; a=b, "c" <d@e.example>',
            ENCODED,
            "{Vorname} {title} {0} %s {{",
            LONG,
            "ä" * 10_000,
            "wort " * 2_000,
        ]
    ),
)


HEADERS = sorted(
    [
        "From", "To", "Subject", "Date", "Message-ID", "Auto-Submitted", "X-Auto-Response-Suppress", "MIME-Version",
        "Content-Type", "Content-Language",
    ]
)  # fmt: skip


@pytest.fixture(autouse=True)
def secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AKEVENTS_SECRET_KEY", "x" * 32)
    forget_settings()


def owed(kind: MailKind, language: Language = Language.GERMAN, **changes: Any) -> OwedMail:
    event = sample_event(1, "AK Wirtschaftsförderung", "ak@dvag.example")
    return replace(sample_owed(event, kind), id=7, language=language, **changes)


def mine(found: OwedMail) -> MyRegistration:
    assert found.mine is not None
    return found.mine


def parsed(found: OwedMail) -> EmailMessage:
    """What a reader's program makes of the bytes."""
    message = email.message_from_bytes(compose(found, HOUSE).as_bytes(), policy=policy.default)
    assert isinstance(message, EmailMessage)
    return message


def name_read(payload: bytes) -> str:
    """The sender's name, read the old way: the newer parser puts a blank between two encoded words (RFC 2047, 6.2)."""
    raw = email.message_from_bytes(payload, policy=policy.compat32)["From"]
    return str(make_header(decode_header(parseaddr(raw)[0])))


def structure(message: MIMEPart) -> object:
    kind = message.get_content_type()
    if not message.is_multipart():
        return kind if not message.is_attachment() else f"{kind} file"
    return {kind: [structure(part) for part in message.iter_parts()]}


class Page(HTMLParser):
    """Checks that tags are closed in order, and collects words, links and everything that would be loaded."""

    VOID = frozenset({"meta", "br", "hr"})

    def __init__(self, source: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.words, self.links, self.loaded = "", [""], [""]
        self.feed(source)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in self.VOID:
            self.open.append(tag)
        self.words += " "
        for name, value in attrs:
            assert not name.startswith("on")
            if name == "href" and tag == "a":
                self.links.append(value or "")
            elif name in {"src", "href", "background", "srcset"} or (name == "style" and "url(" in (value or "")):
                self.loaded.append(f"{tag} {name}={value}")

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag
        self.words += " "

    def handle_data(self, data: str) -> None:
        if "title" not in self.open:
            self.words += data


def said(words: str) -> list[str]:
    """The words without the colon between a link's label and its address."""
    return re.sub(r":(?=\s|$)", " ", words).split()


# Parts


def test_a_mail_with_a_calendar_has_its_parts_in_the_order_that_programs_expect() -> None:
    assert structure(parsed(owed(MailKind.REGISTERED))) == {
        "multipart/mixed": [
            {"multipart/alternative": ["text/plain", "text/html", "text/calendar"]},
            "text/calendar file",
        ]
    }


def test_a_mail_without_a_calendar_is_text_and_html() -> None:
    assert structure(parsed(owed(MailKind.REMINDER))) == {"multipart/alternative": ["text/plain", "text/html"]}


@pytest.mark.parametrize("kind", [MailKind.REGISTERED, MailKind.EVENT_CHANGED, MailKind.CANCELLED_BY_PARTICIPANT])
def test_the_calendar_part_and_the_file_are_the_bytes_of_the_page(kind: MailKind) -> None:
    found = owed(kind)
    payload, method = calendar_entries.personal_file(mine(found), HOUSE)

    parts = [part for part in parsed(found).walk() if part.get_content_type() == "text/calendar"]

    assert [part.get_payload(decode=True) for part in parts] == [payload, payload]
    assert parts[0].get_param("method") == method
    assert f"METHOD:{method}\r\n".encode() in payload
    assert [part.get_content_charset() for part in parts] == ["utf-8", "utf-8"]
    assert parts[1].get_filename() == "beispiel.ics"


def test_every_part_travels_as_ascii_in_short_lines() -> None:
    found = owed(MailKind.MESSAGE, body="ä" * 5_000 + "\n" + "b" * 5_000)

    payload = compose(found, HOUSE).as_bytes()

    assert payload.isascii()
    assert max(len(line) for line in payload.split(b"\r\n")) <= 100
    assert payload.count(b"\n") == payload.count(b"\r\n")


STANDINGS = {
    RegistrationStatus.CONFIRMED: "PUBLISH",
    RegistrationStatus.PENDING: None,
    RegistrationStatus.REQUESTED: None,
    RegistrationStatus.WAITLISTED: None,
    RegistrationStatus.CANCELLED: None,
}


@pytest.mark.parametrize(
    "kind",
    [
        MailKind.REGISTERED, MailKind.REGISTERED_BY_COLLEAGUE, MailKind.PROMOTED, MailKind.CANCELLATION_UNDONE,
        MailKind.MERGED, MailKind.LATE_REQUEST_ACCEPTED, MailKind.EVENT_CHANGED, MailKind.JOINING_LINK,
    ],
)  # fmt: skip
@pytest.mark.parametrize("status", RegistrationStatus)
def test_only_who_has_a_place_gets_the_evening_for_the_calendar(kind: MailKind, status: RegistrationStatus) -> None:
    found = owed(kind)
    found = replace(found, mine=replace(mine(found), status=status))

    parts = [part for part in parsed(found).walk() if part.get_content_type() == "text/calendar"]

    assert [part.get_param("method") for part in parts[:1]] == [each for each in [STANDINGS[status]] if each]


@pytest.mark.parametrize("kind", [MailKind.CANCELLED_BY_PARTICIPANT, MailKind.CANCELLED_BY_MODERATOR])
def test_only_who_had_a_place_is_told_to_take_the_evening_out(kind: MailKind) -> None:
    had = owed(kind)
    never = replace(had, mine=replace(mine(had), confirmed_at=None))
    undone = replace(had, mine=replace(mine(had), status=RegistrationStatus.CONFIRMED))

    assert [each.has_calendar for each in (had, never, undone)] == [True, False, False]
    assert "Kalender" in text(had, HOUSE)
    assert "Kalender" not in text(never, HOUSE) + text(undone, HOUSE)


def test_a_cancelled_event_is_taken_out_of_calendars_that_can_have_it() -> None:
    found = owed(MailKind.EVENT_CANCELLED)
    cancelled = replace(mine(found).event, status=EventStatus.CANCELLED)
    had = replace(found, mine=replace(mine(found), event=cancelled))
    waiting = replace(had, mine=replace(mine(had), status=RegistrationStatus.WAITLISTED, confirmed_at=None))

    assert [each.has_calendar for each in (found, had, waiting)] == [False, True, False]


def test_an_own_cancellation_says_until_when_it_can_be_undone_and_one_that_cannot_says_nothing() -> None:
    found = owed(MailKind.CANCELLED_BY_PARTICIPANT)
    until = mine(found).undo_until
    assert until is not None

    words = text(found, HOUSE)

    again = "Sie können sich neu anmelden, solange die Anmeldung offen ist: https://termine.example/e/beispiel\n"
    assert f"War das ein Versehen? Bis {dates.time(until, 'Europe/Berlin')} können Sie" in words
    assert again in words
    late = text(replace(found, mine=replace(mine(found), undo_until=None)), HOUSE)
    assert "Versehen" not in late
    assert again in late


# Headers


def test_headers_say_who_writes_what_and_that_nobody_sits_there() -> None:
    found = owed(MailKind.REGISTERED, Language.ENGLISH)

    message = parsed(found)

    names = (
        "From", "To", "Reply-To", "Message-ID", "Auto-Submitted", "X-Auto-Response-Suppress", "Content-Language",
        "In-Reply-To", "List-Unsubscribe",
    )  # fmt: skip
    assert {name: message[name] for name in names} == {
        "From": '"DVAG, AK Wirtschaftsförderung" <anmeldung@dvag.example>',
        "To": "anna@example.org",
        "Reply-To": "ak@dvag.example",
        "Message-ID": "<reg-0.registered.7@dvag.example>",
        "Auto-Submitted": "auto-generated",
        "X-Auto-Response-Suppress": "All",
        "Content-Language": "en",
        "In-Reply-To": None,
        "List-Unsubscribe": None,
    }
    assert message["Date"].datetime == found.queued_at.replace(microsecond=0)


def test_a_mail_without_registration_has_an_id_of_its_own() -> None:
    assert parsed(owed(MailKind.DIGEST))["Message-ID"] == "<mail-digest.7@dvag.example>"


@pytest.mark.parametrize("kind", MailKind)
def test_what_comes_later_answers_the_confirmation(kind: MailKind) -> None:
    first = "<reg-1.registered.2@dvag.example>"

    message = parsed(owed(kind, thread=first))

    follows = kind in {MailKind.REMINDER, MailKind.JOINING_LINK, MailKind.MATERIALS, MailKind.THANKS}
    assert (message["In-Reply-To"], message["References"]) == ((first, first) if follows else (None, None))


@pytest.mark.parametrize("kind", MailKind)
def test_only_invitations_can_be_unsubscribed(kind: MailKind) -> None:
    message = parsed(owed(kind))

    if kind == MailKind.INVITATION:
        leaving = f"https://termine.example/abbestellen/{tokens.unsubscribe_token(0)}"
        assert message["List-Unsubscribe"] == f"<{leaving}>"
        assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
        assert leaving in text(owed(kind), HOUSE)
    else:
        assert (message["List-Unsubscribe"], message["List-Unsubscribe-Post"]) == (None, None)
        assert "abbestellen" not in text(owed(kind), HOUSE)


def test_ids_and_addresses_stay_whole_however_long() -> None:
    long = f"https://{'termine.' * 20}example"
    house = HOUSE.model_copy(update={"base_url": long, "mail_from": f"DVAG <anmeldung@{'dvag.' * 20}example>"})
    first = f"<reg-1.registered.2@{'dvag.' * 20}example>"

    bytes_of = {kind: compose(owed(kind, thread=first), house).as_bytes() for kind in MailKind}

    leaving = tokens.unsubscribe_token(0)
    assert f"\r\nList-Unsubscribe: <{long}/abbestellen/{leaving}>\r\n".encode() in bytes_of[MailKind.INVITATION]
    assert f"\r\nReferences: {first}\r\n".encode() in bytes_of[MailKind.REMINDER]
    assert f"\r\nMessage-ID: <reg-0.reminder.7@{'dvag.' * 20}example>\r\n".encode() in bytes_of[MailKind.REMINDER]


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("kind", MailKind)
def test_subject_keeps_the_day_however_long_the_title(kind: MailKind, language: Language) -> None:
    found = owed(kind, language, subject_line="Eine sehr lange Überschrift " * 9 if kind == MailKind.MESSAGE else None)
    event = found.about and replace(found.about, title="Straßen und Plätze " * 40)
    if found.mine is not None and event is not None:
        found = replace(found, mine=replace(found.mine, event=event))
    found = replace(found, event=event)

    line = subject(found)

    at = event.starts_at if event else found.queued_at.astimezone(ZoneInfo("Europe/Berlin"))
    assert len(line) <= SUBJECT_LIMIT
    assert line.endswith(f"{at:%d.%m.%Y}" if language == Language.GERMAN else f"{at.day} {at:%b %Y}")


# Words


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("kind", MailKind)
def test_no_mail_shows_a_placeholder_or_a_gap(kind: MailKind, language: Language) -> None:
    found = owed(kind, language, body="Wir sehen uns." if kind in {MailKind.MESSAGE, MailKind.INVITATION} else None)

    words = text(found, HOUSE)

    assert re.findall(r"[{}]|  | [.,;:!?]|\n\n\n|None", words) == []
    assert "!" not in words
    assert "leider" not in words


@pytest.mark.parametrize("status", RegistrationStatus)
@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("kind", ABOUT_A_PERSON)
def test_every_kind_becomes_a_mail_however_the_registration_stands(
    kind: MailKind, language: Language, status: RegistrationStatus
) -> None:
    found = owed(kind, language, details={})
    bare = replace(
        mine(found), status=status, expires_at=None, cancelled_at=None, waiting_position=None, joining_at=None
    )

    message = parsed(replace(found, mine=bare))

    link = f"https://termine.example/meine-anmeldung?token={tokens.manage_token('beispiel')}"
    for part in (message.get_body(("plain",)), message.get_body(("html",))):
        assert part is not None
        assert (link in part.get_content()) == (kind not in NO_LINK)
        assert "Ein Abend zum Beispiel" in part.get_content()


@pytest.mark.parametrize("kind", MailKind)
def test_a_mail_whose_registration_is_gone_still_becomes_one(kind: MailKind) -> None:
    words = text(owed(kind, mine=None, event=None, details={"changes": 3, "events": [None, 4]}), HOUSE)

    assert "meine-anmeldung" not in words
    assert words.startswith("Guten Tag,\n\n")


def test_the_link_is_the_renewed_one() -> None:
    assert f"token={tokens.manage_token('beispiel', 3)}" in text(owed(MailKind.NEW_LINK, link_version=3), HOUSE)


def test_a_template_replaces_the_words_and_nothing_else() -> None:
    house, own = owed(MailKind.CONFIRM_ADDRESS), owed(MailKind.CONFIRM_ADDRESS, body="Liebe {vorname}, {Unsinn} {")

    before, after = text(house, HOUSE), text(own, HOUSE)

    words = mail_words("de").BODIES[MailKind.CONFIRM_ADDRESS]
    assert after == before.replace(words, "Liebe Anna, {Unsinn} {")
    assert "Bis " in after
    assert "/meine-anmeldung?token=" in after


@pytest.mark.parametrize(
    ("kind", "placeholder", "words"),
    [
        (MailKind.EVENT_CANCELLED, "{grund}", "Die Referentin ist erkrankt."),
        (MailKind.REGISTERED_BY_COLLEAGUE, "{AngemeldetVon}", "Bernd Beispiel hat Sie angemeldet."),
    ],
)
def test_a_template_cannot_leave_out_why_or_who(kind: MailKind, placeholder: str, words: str) -> None:
    without, with_it = (text(owed(kind, body=body), HOUSE) for body in ("Guten Abend.", f"Guten Abend. {placeholder}"))

    assert f"\n\nGuten Abend.\n\n{words}\n\n" in without
    assert with_it.count(words.removesuffix(" hat Sie angemeldet.")) == 1


def test_a_late_request_names_who_asks_why_and_both_ways_to_decide() -> None:
    words = text(owed(MailKind.LATE_REQUEST_FOR_MODERATOR, moderator_id=4), HOUSE)

    assert "Anna Beispiel\nStadt Köln\nIch habe erst heute davon erfahren.\n" in words
    assert f"https://termine.example/nachmeldung?token={tokens.decision_token(0, 4)}\n" in words
    assert "https://termine.example/teilnehmende?event=beispiel&participants_status=requested\n" in words


def test_an_invitation_leads_to_the_event_it_invites_to_and_not_to_the_earlier_registration() -> None:
    found = owed(MailKind.INVITATION, body="Kommen Sie.", subject_line="Neues von {Arbeitskreis}")
    later = replace(mine(found).event, title="Der nächste Abend", slug="spaeter")

    words = text(replace(found, event=later), HOUSE)

    assert subject(replace(found, event=later)).startswith("Neues von AK Wirtschaftsförderung, ")
    assert "\nDer nächste Abend\n" in words
    assert "Zur Anmeldung:\nhttps://termine.example/e/spaeter\n" in words
    assert "weil Sie es bei der Anmeldung zu „Ein Abend zum Beispiel“ erlaubt haben" in words
    assert "meine-anmeldung" not in words


def test_english_mails_say_a_change_in_english() -> None:
    changes = [
        {"key": "time", "before": "Mittwoch, 2. März 2022, 17:00–18:30 Uhr", "after": "Do, 3. Mai, 08:00 Uhr"},
        {"key": "title", "before": "Alt", "after": "Neu"},
    ]

    words = text(owed(MailKind.EVENT_CHANGED, Language.ENGLISH, details={"changes": changes}), HOUSE)

    assert "Time\nbefore: Wednesday, 2 March 2022, 17:00–18:30\nnow: Thursday, 3 May, 08:00\n" in words
    assert "Title\nbefore: Alt\nnow: Neu\n" in words


def test_a_digest_tells_of_every_event_what_there_is_to_tell() -> None:
    event = {
        "slug": "abend",
        "title": "Ein Abend",
        "starts_at": "2031-03-05T16:00:00+00:00",
        "timezone": "Europe/Berlin",
    }
    details = {"events": [{**event, "registered": 3, "cancelled": 0, "failed": 1}]}

    words = text(owed(MailKind.DIGEST, details=details), HOUSE)

    assert (
        "Ein Abend\nMittwoch, 5. März 2031, 17:00 Uhr\nNeue Anmeldungen: 3\nNicht zugestellte E-Mails: 1\n\n"
        "Zu den Teilnehmenden:\nhttps://termine.example/teilnehmende?event=abend\n"
    ) in words
    assert "Absagen" not in words


# HTML


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("kind", MailKind)
def test_html_says_what_the_text_says_and_loads_nothing(kind: MailKind, language: Language) -> None:
    found = owed(kind, language)

    page = Page(html(found, HOUSE))

    words = text(found, HOUSE).replace(" (https://example.org/folien)", "")  # there the words are the link
    assert said(page.words) == said(words)
    assert page.loaded == [""]
    assert all(link.startswith("https://") for link in page.links[1:])
    assert f'<html lang="{language}">' in html(found, HOUSE)


def test_html_follows_the_readers_own_colours() -> None:
    page = html(owed(MailKind.CONFIRM_ADDRESS), HOUSE)

    assert '<meta name="color-scheme" content="light dark">' in page
    assert re.findall(r"[; \"](?:background(?:-color)?|color):[^;\"]+", page) == [
        ";background-color:#0F5468",
        ";color:#FFFFFF",
    ]


# Whatever people type


@runs(max_examples=40)
@example(*[ENCODED] * 7)
@example(*["\x00\ud800 \udfff\x85\u2028\u2029"] * 7)
@given(title=NASTY, name=NASTY, place=NASTY, group=NASTY, reason=NASTY, line=NASTY, body=NASTY)
def test_nothing_typed_can_break_a_mail(
    title: str, name: str, place: str, group: str, reason: str, line: str, body: str
) -> None:
    event = replace(
        sample_event(1, group), title=title, location=place, moderation=name, slug=title, materials=body, kind=group
    )
    for kind in (MailKind.MESSAGE, MailKind.EVENT_CANCELLED, MailKind.MATERIALS, MailKind.LATE_REQUEST_FOR_MODERATOR):
        found = replace(
            sample_owed(event, kind, {"reason": reason, "colleague": name}),
            body=body if kind == MailKind.MESSAGE else None,
            subject_line=line if kind == MailKind.MESSAGE else None,
        )
        found = replace(found, mine=replace(mine(found), first_name=name, institution=place, request_reason=reason))

        message = parsed(found)

        assert sorted(message.keys()) == HEADERS
        assert message["Subject"] == subject(found)
        assert len(message["Subject"]) <= SUBJECT_LIMIT
        assert [each.addr_spec for each in message["From"].addresses] == ["anmeldung@dvag.example"]
        assert name_read(compose(found, HOUSE).as_bytes()) == sender_name(found, HOUSE)
        assert [each.addr_spec for each in message["To"].addresses] == ["anna@example.org"]
        assert message.defects == []
        plain, page = (message.get_body((face,)) for face in ("plain", "html"))
        assert plain is not None
        assert page is not None
        assert plain.get_content().replace("\r\n", "\n") == text(found, HOUSE)
        checked = Page(page.get_content())
        assert checked.loaded == [""]
        assert all(
            link.split(":")[0] in {"https", "http", "mailto", "tel"} or ":" not in link for link in checked.links
        )


def test_an_address_that_could_be_read_as_a_header_stands_in_none() -> None:
    found = owed(MailKind.REGISTERED, recipients=("=?utf-8?q?a=0D=0ABcc=3A_olaf?=@example.org",))

    message = parsed(found)

    assert (message["To"], message["Bcc"]) == ("undisclosed-recipients:;", None)


@given(body=NASTY, name=NASTY)
def test_html_never_shows_less_than_the_text(body: str, name: str) -> None:
    found = owed(MailKind.MESSAGE, body=body)
    found = replace(found, mine=replace(mine(found), first_name=name))

    assert said(Page(html(found, HOUSE)).words) == said(text(found, HOUSE))
