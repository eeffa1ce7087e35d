"""Texts of Datenschutz and Impressum, made of the settings in force."""

from collections.abc import Iterator

import streamlit as st

from akevents import settings
from akevents.domain.events import EventDetails
from akevents.domain.registrations import hold
from akevents.domain.retention import CANCELLED_DAYS
from akevents.formats.markup import literal
from akevents.settings import Settings
from akevents.store.tables import ParticipantList

PRIVACY_VERSION = "2026-11"
USUAL_DAYS = 30
LIST_READERS = {
    True: " Wer die Teilnahmeliste erlaubt hat und einen Platz hat, sieht darauf die Namen und Institutionen der anderen, "
    "die sie auch erlaubt haben, und deren E-Mail-Adresse nur, wenn sie auch das erlaubt haben.",
    False: "",
    None: " Gibt es zu einer Veranstaltung eine Teilnahmeliste, sehen die Personen, die einwilligen, einander darauf.",
}


def privacy_notice(event: EventDetails) -> None:
    """The whole notice at the form, closed until somebody wants to read it; what was typed stays."""
    choices = settings.current()
    with st.expander("Datenschutzhinweise", icon=":material/policy:", key="privacy_notice"):
        has_list = event.participant_list == ParticipantList.CONSENTING
        parts = privacy_sections(choices, event.retention_days, has_list=has_list)
        sections = [f"**{heading}**  \n{text}" for heading, text in parts]
        version = f":small[:gray[Fassung {PRIVACY_VERSION}]]"
        st.markdown("\n\n".join([controller_words(choices), *sections, version]))  # one element: this is on every form


def controller(choices: Settings) -> None:
    st.markdown(controller_words(choices))


def controller_words(choices: Settings) -> str:
    """Who is responsible; while nobody is named, the page says so instead of pretending."""
    words = "Hier steht noch niemand: Der Betrieb hat die Angabe AKEVENTS\\_CONTROLLER nicht gesetzt."
    if choices.controller:
        words = "  \n".join(literal(line) for line in choices.controller.split("|"))
    return f"{words}\n\nSchreiben Sie an `{choices.contact_email}`." if choices.contact_email else words


def privacy_sections(
    choices: Settings, days: int = USUAL_DAYS, *, has_list: bool | None = None
) -> Iterator[tuple[str, str]]:
    """Heading and Markdown text of each part of the notice. `has_list`: whether participants see each other; None on the
    page that speaks of all events."""
    yield (
        "Welche Angaben, wofür",
        "Name, E-Mail-Adresse und Institution brauchen wir, um Ihnen einen Platz zu geben und den Abend vorzubereiten "
        "(Art. 6 Abs. 1 Buchst. b DSGVO). Funktion, Mitgliedschaft, Besprechungswunsch und Bedarf zur Barrierefreiheit "
        "geben Sie nur an, wenn Sie möchten. Dass Sie da waren, vermerken wir am Einlass oder mit Ihrem Klick in den Raum, "
        "auf den die Seite davor hinweist; ohne Vermerk kommen Sie auch hinein. "
        "Eine Rückmeldung nach dem Abend geben Sie ohne Namen; wir speichern nur Ihre Antworten und den Tag. "
        "Adressen Ihres Anschlusses (IP) speichern wir weder bei der Anmeldung noch bei einer Rückmeldung.",
    )
    yield (
        "Was Sie freiwillig erlauben",
        "Name und E-Mail auf der Teilnahmeliste, Einladungen und eine Aufzeichnung gibt es nur mit Ihrem Haken "
        "(Art. 6 Abs. 1 Buchst. a DSGVO). Sie können jede Einwilligung auf „Meine Anmeldung“ mit einem Schritt "
        "zurücknehmen.",
    )
    mail = (
        "Für Nachrichten an Sie auch der Dienst, über den wir Mails versenden."
        if choices.sends_mail
        else "Mails versendet diese Anwendung zurzeit nicht."
    )
    yield (
        "Wer sie sieht",
        f"Die Moderation des Arbeitskreises und wer die Anwendung betreibt. {mail}{LIST_READERS[has_list]} Sonst niemand.",
    )
    yield (
        "Wann sie gelöscht werden",
        f"Von selbst {days} Tage nach der Veranstaltung; der Tag steht an jedem Anmeldeformular. Wer sich abgemeldet hat, "
        f"nach {min(CANCELLED_DAYS, days)} Tagen. Ein Platz ohne bestätigte Adresse wird nach "
        f"{int(hold().total_seconds() // 3600)} Stunden wieder frei. Danach bleiben nur Zahlen.",
    )
    yield (
        "Ihre Rechte",
        "Sie können Auskunft, Berichtigung, Löschung, Einschränkung und Übertragung Ihrer Daten verlangen und der "
        "Verarbeitung widersprechen. Sie können sich bei einer Aufsichtsbehörde für den Datenschutz beschweren.",
    )
    yield (
        "Cookies und Dritte",
        "Teilnehmende bekommen kein Cookie außer dem, das der Schutz der Formulare braucht; die Moderation bekommt eines "
        "für ihre Anmeldung. Es gibt keine Statistik, und keine Schrift, Karte oder Datei kommt von Dritten.",
    )
