"""One thing said in many ways: who leads and who speaks, until when, where, how one takes part, and when it ends."""

from datetime import date
from typing import Any

import pytest

from akevents.formats.announcements import read
from bench.learning import said

REFERENCE = date(2026, 2, 1)
PHRASES = said()  # the reader learns from them, too
WEDNESDAY = "Wir treffen uns am Mittwoch, 11. März 2026, von 18 bis 20 Uhr"
INVITED = "Wir treffen uns am Mittwoch, 11. März 2026, um 18 Uhr im Bürgerhaus Lindenau."
SPOKEN = "Es spricht Otto Brandt von den Stadtwerken."
REGISTER = "Anmeldung bis 4. März 2026 unter info@quartier.example."

LEADS = PHRASES["leads"]
I_LEAD = [
    "Die Moderation übernehme ich.",
    "Ich moderiere wie gehabt.",
    "Die Moderation mache ich selbst.",
    "Ich werde den Abend moderieren.",
    "Die Moderation liegt bei mir.",
    "Durch den Abend führe ich.",
    "Ich führe durch den Abend.",
    "Moderieren werde ich.",
    "Die Leitung habe ich.",
    "Moderation: ich",
    "Die Sitzung leite ich.",
    "Ich übernehme die Moderation.",
    "Moderieren darf ich selbst.",
    "Die Moderation übernehme wieder ich.",
]
SIGNATURES = [
    "Viele Grüße\nRuth Amsel\nSprecherin des AK Wärme",
    "Herzliche Grüße\nRuth\n\n--\nRuth Amsel\nAK Wärme, Tel. 0341 55512",
    "Mit freundlichen Grüßen\n\nRuth Amsel",
    "Beste Grüße, Ruth Amsel",
    "Eure Ruth Amsel",
    "Schöne Grüße aus Lindenau\nRuth Amsel",
]
SPEAKS = PHRASES["speaks"]
ENDS = [
    "Ende gegen 21 Uhr.",
    "Das Ende ist für 21 Uhr geplant.",
    "Das Ende ist gegen 21.00 Uhr vorgesehen.",
    "Gegen 21 Uhr ist Schluss.",
    "Schluss ist um 21 Uhr.",
    "Um 21 Uhr sind wir fertig.",
    "Wir sind spätestens um 21 Uhr fertig.",
    "Die Veranstaltung endet um 21 Uhr.",
    "Der Abend endet gegen 21 Uhr.",
    "Geplantes Ende: 21 Uhr.",
    "Voraussichtliches Ende: ca. 21 Uhr",
    "Spätestens um 21 Uhr ist Feierabend.",
    "Wir machen um 21 Uhr Schluss.",
    "Um 21 Uhr wollen wir fertig sein.",
    "Das Treffen dauert bis 21 Uhr.",
    "Wir tagen bis 21 Uhr.",
    "Gegen 21 Uhr sollten wir durch sein.",
    "Wir planen bis 21 Uhr.",
    "Geplant ist das Treffen bis etwa 21 Uhr.",
    "Der offizielle Teil endet um 21 Uhr.",
    "Gegen 21 Uhr schließen wir.",
    "Um 21 Uhr ist die Veranstaltung zu Ende.",
    "Wir hören um 21 Uhr auf.",
    "Bis 21 Uhr ist Zeit für Fragen.",
    "Spätestens 21 Uhr ist Ende.",
    "Längstens bis 21 Uhr.",
    "Dauer bis etwa 21 Uhr.",
    "Wir haben den Raum bis 21 Uhr.",
    "Der Abend geht bis 21 Uhr.",
    "Die Runde läuft bis 21 Uhr.",
    "Das Ganze dauert bis ca. 21 Uhr.",
    "Ende der Veranstaltung wird gegen 21 Uhr sein.",
    "Mit dem Ende rechnen wir gegen 21 Uhr.",
    "Gegen 21 Uhr werden wir fertig sein.",
    "Um 21 Uhr endet die Veranstaltung.",
    "Um 21 Uhr endet der offizielle Teil.",
    "Der Abend schließt um 21 Uhr.",
    "Pünktlich um 21 Uhr ist Schluss, versprochen!",
]
BEGINS = [
    "Mittwoch, 11. März 2026, 18 Uhr, Bürgerhaus Lindenau",
    "Wir treffen uns am Mittwoch, 11. März, um 18 Uhr im Bürgerhaus Lindenau.",
    "Am Mittwoch, den 11.03.2026 geht es um 18:00 Uhr im Bürgerhaus Lindenau los.",
    "Mi, 11.3., 18 h, Bürgerhaus Lindenau",
    "Um 18 Uhr am Mittwoch, 11. März 2026, beginnt im Bürgerhaus Lindenau unser Abend.",
    "Mittwoch 11.03.2026 | 18:00 – 20:00 | Bürgerhaus Lindenau",
    "11. März 2026 (Mittwoch), Beginn 18 Uhr, Bürgerhaus Lindenau",
    "Termin: 11.03.2026, 18.00 Uhr (Einlass 17.30 Uhr), Bürgerhaus Lindenau",
    "Beginn ist am 11. März um 18 Uhr im Bürgerhaus Lindenau.",
    "Los geht's am 11. März um 18 Uhr im Bürgerhaus Lindenau.",
    "Der nächste Abend findet am 11. März 2026 ab 18 Uhr im Bürgerhaus Lindenau statt.",
    "Start: Mi 11.03.26 18 Uhr, Bürgerhaus Lindenau",
    "Datum: 11. März 2026\nUhrzeit: 18 Uhr\nOrt: Bürgerhaus Lindenau",
    "Wann? 11. März 2026, 18 Uhr\nWo? Bürgerhaus Lindenau",
    "📅 11. März 2026\n🕕 18 Uhr\n📍 Bürgerhaus Lindenau",
    "Bürgerhaus Lindenau, 11. März 2026, 18 Uhr",
    "Wir sehen uns am Mittwoch, dem 11. März, 18 Uhr s.t., im Bürgerhaus Lindenau.",
    "Mittwoch, 11. März 2026\nEinlass 17:30 Uhr\nBeginn 18:00 Uhr\nBürgerhaus Lindenau",
    "Am 11. März 2026 lädt der AK um 18 Uhr ins Bürgerhaus Lindenau ein.",
    "Merkt euch den 11. März vor: 18 Uhr, Bürgerhaus Lindenau.",
    "Am Mittwochabend, 11. März, kommen wir um 18 Uhr im Bürgerhaus Lindenau zusammen.",
    "Der AK trifft sich wieder: 11.3., 18 Uhr, Bürgerhaus Lindenau.",
    "Mi 11.03. 18:00 Bürgerhaus Lindenau",
    "Mittwoch, 11. März 2026, 18:00-20:30 Uhr (Bürgerhaus Lindenau)",
]
DEADLINES = [
    ("Anmeldung bis 4. März unter info@q.example.", "2026-03-04"),
    ("Bitte meldet euch bis zum 4. März an.", "2026-03-04"),
    ("Bitte bis 4.3. anmelden.", "2026-03-04"),
    ("Um Anmeldung wird bis zum 4. März 2026 gebeten.", "2026-03-04"),
    ("Anmeldeschluss ist der 4. März.", "2026-03-04"),
    ("Anmeldeschluss: Mittwoch, 4. März 2026", "2026-03-04"),
    ("Gebt mir bitte bis zum 4. März Bescheid.", "2026-03-04"),
    ("Sagt bitte bis 4. März kurz zu.", "2026-03-04"),
    ("Rückmeldung bitte bis 4.3.2026 an mich.", "2026-03-04"),
    ("Wir bitten um Rückmeldung bis 4. März.", "2026-03-04"),
    ("U.A.w.g. bis 4. März.", "2026-03-04"),
    ("Anmeldungen nimmt Frau Petersen bis zum 4. März entgegen.", "2026-03-04"),
    ("Wer dabei sein will, schreibt bis zum 4. März an info@q.example.", "2026-03-04"),
    ("Wer kommen möchte, meldet sich bis 4. März bei mir.", "2026-03-04"),
    ("Die Anmeldung ist bis 4. März möglich.", "2026-03-04"),
    ("Anmelden kann man sich noch bis zum 4. März.", "2026-03-04"),
    ("Die Anmeldefrist endet am 4. März 2026.", "2026-03-04"),
    ("Die Anmeldung schließt am 4. März.", "2026-03-04"),
    ("Plätze können bis 4. März reserviert werden.", "2026-03-04"),
    ("Reservierung bis 4. März unter Tel. 0341 555.", "2026-03-04"),
    ("Letzter Anmeldetag ist der 4. März.", "2026-03-04"),
    ("Bitte teilt mir bis 4. März mit, ob ihr kommt.", "2026-03-04"),
    ("Zusagen bitte bis 4. März.", "2026-03-04"),
    ("Um Antwort bis zum 4. März wird gebeten.", "2026-03-04"),
    ("Tragt euch bis 4. März in die Liste ein.", "2026-03-04"),
    ("Anmeldung erforderlich (bis 4. März).", "2026-03-04"),
    ("Es gibt nur 20 Plätze, bitte bis zum 4. März melden.", "2026-03-04"),
    ("Damit wir planen können, brauchen wir eure Anmeldung bis zum 4. März.", "2026-03-04"),
    ("Ich freue mich über Anmeldungen bis zum 4. März.", "2026-03-04"),
    ("Die Teilnahme ist kostenlos, Anmeldung bis Mi, 4.3., erbeten.", "2026-03-04"),
    ("Anmeldungen sind bis Mittwoch, 4. März 2026, über das Formular möglich.", "2026-03-04"),
    ("Sie können sich bis zum 4. März anmelden.", "2026-03-04"),
    ("Melden Sie sich bitte spätestens am 4. März an.", "2026-03-04"),
    ("Spätester Anmeldetermin: 4. März", "2026-03-04"),
    ("Bitte lasst mich bis 4. März wissen, ob ihr kommt.", "2026-03-04"),
    ("Eine kurze Mail bis 4. März genügt.", "2026-03-04"),
    ("Anmeldung bitte bis spätestens 4. März per E-Mail.", "2026-03-04"),
    ("Bis 4. März könnt ihr euch anmelden.", "2026-03-04"),
    ("Bis zum 4. März bitten wir um Ihre Anmeldung.", "2026-03-04"),
    ("Antwortet bitte bis zum 4. März.", "2026-03-04"),
    ("Anmeldung bis 4. März, 12 Uhr.", "2026-03-04T12:00+01:00"),
    ("Anmeldeschluss ist Mittwoch, 4. März 2026, um 18 Uhr.", "2026-03-04T18:00+01:00"),
    ("Bitte bis 12 Uhr am 4. März anmelden.", "2026-03-04T12:00+01:00"),
    ("Einfach kommen, keine Anmeldung nötig.", None),
    ("Gebt bis Freitag Bescheid.", "2026-03-06"),
    ("Anmeldung bis zum Vortag.", "2026-03-10"),
    ("Bitte bis drei Tage vorher anmelden.", "2026-03-08"),
    ("Hotelzimmer bitte bis 4. März selbst buchen. Keine Anmeldung.", None),
    ("Beiträge bitte bis 4. März einreichen.", None),
    ("Fragen könnt ihr bis 4. März vorab schicken, eine Anmeldung braucht es nicht.", None),
]
PLACES = [
    (f"{WEDNESDAY} im Bürgerhaus Lindenau.", "Bürgerhaus Lindenau"),
    (f"{WEDNESDAY} in der Stadtbücherei.", "Stadtbücherei"),
    (f"{WEDNESDAY} in der Zehntscheune am Markt.", "Zehntscheune"),
    (f"{WEDNESDAY} bei den Stadtwerken, Industriestraße 4.", "Stadtwerke"),
    (f"{WEDNESDAY} im Großen Saal der Handwerkskammer (Wall 3).", "Großen Saal der Handwerkskammer"),
    (f"{WEDNESDAY} in den Räumen der Caritas, Kirchplatz 2.", "Räumen der Caritas"),
    (f"{WEDNESDAY} am Marktbrunnen.", "Marktbrunnen"),
    (f"{WEDNESDAY} auf dem Gelände der Gärtnerei Holm.", "Gelände der Gärtnerei Holm"),
    (f"{WEDNESDAY} im Café Mokka.", "Café Mokka"),
    (f"{WEDNESDAY} im „Goldenen Löwen“.", "Goldenen Löwen"),
    (f"{WEDNESDAY} im Gasthof Zur Post.", "Gasthof Zur Post"),
    (f"{WEDNESDAY} im Sitzungssaal (Raum 2.14) des Rathauses.", "Sitzungssaal"),
    (f"{WEDNESDAY} in Raum 214 des Technischen Rathauses.", "Raum 214 des Technischen Rathauses"),
    (f"{WEDNESDAY} im TIZ, Gebäude B.", "TIZ"),
    (f"{WEDNESDAY} in der Aula der Lessingschule.", "Aula der Lessingschule"),
    (f"{WEDNESDAY} im Kreishaus, Raum 301, Bahnhofstr. 5.", "Kreishaus"),
    (f"{WEDNESDAY} online.", None),
    (f"{WEDNESDAY} per Zoom.", "Zoom"),
    (f"{WEDNESDAY} online über BigBlueButton.", "BigBlueButton"),
    (f"{WEDNESDAY} im Rathaus und online.", "Rathaus"),
    (f"{WEDNESDAY} als Videokonferenz.", None),
    (f"{WEDNESDAY} im Netz.", None),
    (f"{WEDNESDAY}. Wir sind wieder zu Gast im Stellwerk, Gleis 3.", "Stellwerk"),
    (f"{WEDNESDAY}. Ort: Rathaus, Saal 2", "Rathaus"),
    (f"{WEDNESDAY}. Veranstaltungsort ist das Rathaus.", "Rathaus"),
    (f"{WEDNESDAY}. Treffpunkt: Haupteingang Zoo", "Haupteingang Zoo"),
    (f"{WEDNESDAY}. Wir treffen uns vor dem Hauptbahnhof.", "Hauptbahnhof"),
    ("Mittwoch, 11. März 2026, 18 Uhr\nBürgerhaus Lindenau\nMarkt 4, 04179 Lindenau", "Bürgerhaus Lindenau"),
    ("Mittwoch, 11. März 2026, 18 Uhr\nHaus der Begegnung", "Haus der Begegnung"),
    ("Mittwoch, 11. März 2026, 18 Uhr, Kolpingstube", "Kolpingstube"),
    ("Mittwoch, 11. März 2026, 18 Uhr im DGB-Haus", "DGB-Haus"),
    ("Mittwoch, 11. März 2026, 18 Uhr @ Stellwerk", "Stellwerk"),
    ("Mittwoch, 11. März 2026, 18 Uhr – Zum Schwan", "Zum Schwan"),
    ("Im Bürgerhaus Lindenau, Markt 4, geht es am 11. März 2026 um 18 Uhr los.", "Bürgerhaus Lindenau"),
    ("Der Heimatverein lädt am 11. März 2026 um 18 Uhr ins Museum Alte Post ein.", "Museum Alte Post"),
]
ONLINE = [
    (f"{WEDNESDAY} online.", True),
    (f"{WEDNESDAY} per Zoom.", True),
    (f"{WEDNESDAY} im Rathaus und online.", True),
    (f"{WEDNESDAY} im Rathaus.", False),
    (f"{WEDNESDAY} im Rathaus. Online-Anmeldung erforderlich.", False),
    (f"{WEDNESDAY} im Rathaus. Es geht um digitale Verwaltung.", False),
    (f"{WEDNESDAY} digital.", True),
    (f"{WEDNESDAY} virtuell.", True),
    (f"{WEDNESDAY} im Rathaus, wer nicht kommen kann, schaltet sich per Video zu.", True),
    (f"{WEDNESDAY} im Rathaus. Eine Teilnahme per Livestream ist möglich.", True),
    (f"{WEDNESDAY} im Rathaus. Eine Onlineteilnahme ist nicht möglich.", False),
    (f"{WEDNESDAY} im Rathaus. Die Folien stehen danach online.", False),
    (f"{WEDNESDAY} als Videokonferenz.", True),
    (f"{WEDNESDAY} im Rathaus oder am Bildschirm.", True),
    (f"{WEDNESDAY} hybrid im Rathaus.", True),
    (f"{WEDNESDAY}. Den Link zur Teilnahme schicken wir am Vortag.", True),
    (f"{WEDNESDAY}. Die Einwahldaten kommen nach der Anmeldung.", True),
    (f"{WEDNESDAY} im Rathaus. Wir zeichnen auf und stellen das Video ins Netz.", False),
    (f"{WEDNESDAY} im Rathaus. Karten online unter q.example.", False),
    (f"{WEDNESDAY} im Rathaus. Der Vortrag wird live übertragen.", True),
    (f"{WEDNESDAY} im Rathaus. Bericht folgt auf unserem YouTube-Kanal.", False),
    (f"{WEDNESDAY} in Präsenz im Rathaus, diesmal nicht online.", False),
    (f"{WEDNESDAY} vor Ort im Rathaus oder digital.", True),
    (f"{WEDNESDAY} vor Ort oder per Teams.", True),
]

HOUSES = [
    ("in der", "Alten Weberei"),
    ("im", "Stellwerk 7"),
    ("in der", "KuFa"),
    ("im", "Kuhstall"),
    ("im", "Lokschuppen"),
    ("im", "Bootshaus"),
    ("im", "TechLab"),
    ("auf", "Gut Holm"),
    ("auf dem", "Domplatz"),
    ("bei", "Familie Ott in der Lindenstraße 4"),
    ("im", "Café Lotte"),
    ("in", "Raum B 101"),
    ("im", "Medienzentrum der Uni"),
    ("in der", "Mensa der Gesamtschule"),
    ("im", "Ratssaal"),
    ("im", "Trauzimmer des Standesamts"),
    ("im", "Feuerwehrhaus"),
    ("am", "Infopoint"),
    ("im", "Bürgertreff"),
    ("im", "Mehrgenerationenhaus Kassel-Nord"),
    ("im", "Co-Working-Space Nord"),
    ("auf dem", "Hof Petersen"),
    ("in der", "Turnhalle der Grundschule"),
    ("im", "Schützenheim"),
    ("im", "Kolpinghaus"),
    ("in", "Halle 5 der Messe"),
    ("an der", "Talsperre"),
    ("vor der", "Touristinfo"),
    ("im", "Haus der Kulturen"),
    ("in der", "Villa Rosa"),
    ("im", "Ernst-Reuter-Saal"),
    ("im", "Kreistagssitzungssaal"),
    ("im", "Gewölbekeller"),
    ("in der", "Paulskirche"),
    ("im", "Jugendtreff „Chilli“"),
    ("im", "„Roten Ochsen“"),
    ("im", "Hotel Krone, Marktstraße 2"),
    ("in der", "IHK, Saal 3"),
    ("im", "Rathaus Süd"),
    ("bei der", "Firma Holzbau Meier"),
    ("im", "Zunfthaus zur Waage"),
    ("im", "Studierendenhaus"),
    ("im", "Botanischen Garten"),
    ("im", "Wasserwerk Langenau"),
    ("in der", "Geschäftsstelle, Ring 5"),
    ("im", "Audimax"),
    ("im", "Hörsaal 3"),
    ("im", "Seminarraum des Instituts"),
    ("in der", "Lounge des Startblocks"),
]
HELD = [
    "Wir treffen uns am Mittwoch, 11. März 2026, von 18 bis 20 Uhr {place}.",
    "Am Mittwoch, 11. März 2026, findet {place} der nächste Abend statt. Beginn ist um 18 Uhr.",
    "Der Arbeitskreis lädt am 11. März 2026 um 18 Uhr {place} ein.",
    "Mittwoch, 11. März 2026, 18 Uhr, {place}",
    "Los geht es am 11. März 2026 um 18 Uhr {place}, der Eintritt ist frei.",
    "Der Abend (11. März 2026, 18 Uhr) findet {place} statt.",
]


def reading(*paragraphs: str) -> dict[str, Any]:
    """What the reader returns of an announcement of these paragraphs; no error may be found in it."""
    found = read("\n\n".join(["Wärmewende im Quartier", *paragraphs]), REFERENCE).as_json()
    assert [each["code"] for each in found["findings"] if each["severity"] == "error"] == []
    return found


def are_alike(one: str | None, other: str | None) -> bool:
    if one is None or other is None:
        return one is other
    return one.casefold() in other.casefold() or other.casefold() in one.casefold()


@pytest.mark.parametrize("phrase", LEADS)
def test_who_leads(phrase: str) -> None:
    found = reading(INVITED, f"Wir schauen, was in den Quartieren ankommt. {phrase}", REGISTER)

    assert (found["moderator"], found["speaker"]) == (["Ruth Amsel"], [])


@pytest.mark.parametrize("signature", SIGNATURES)
@pytest.mark.parametrize("phrase", I_LEAD)
def test_who_writes_and_leads(phrase: str, signature: str) -> None:
    found = reading(INVITED, f"Wir schauen, was in den Quartieren ankommt. {phrase}", REGISTER, signature)

    assert found["moderator"] == ["Ruth Amsel"]


def test_who_writes_and_does_not_lead() -> None:
    found = reading(INVITED, "Die Moderation übernehme dieses Mal nicht ich, sondern Ayşe Demirtaş.", SIGNATURES[0])

    assert found["moderator"] == ["Ayşe Demirtaş"]


@pytest.mark.parametrize("phrase", SPEAKS)
def test_who_speaks(phrase: str) -> None:
    found = reading(INVITED, f"Wir schauen, was in den Quartieren ankommt. {phrase}", REGISTER)

    assert found["moderator"] == []
    assert sorted(found["speaker"]) == sorted(name for name in ("Otto Brandt", "Lena Vogt") if name in phrase)


@pytest.mark.parametrize("phrase", PHRASES["others"])
def test_who_does_neither(phrase: str) -> None:
    found = reading(INVITED, f"{SPOKEN} Die Moderation hat Ruth Amsel. {phrase}", REGISTER)

    assert (found["moderator"], found["speaker"]) == (["Ruth Amsel"], ["Otto Brandt"])


@pytest.mark.parametrize("phrase", ENDS)
def test_when_it_ends(phrase: str) -> None:
    assert reading(f"{INVITED} {phrase}", SPOKEN, REGISTER)["end"] == "2026-03-11T21:00+01:00"


@pytest.mark.parametrize("phrase", BEGINS)
def test_when_and_where_it_begins(phrase: str) -> None:
    found = reading(phrase, SPOKEN, REGISTER)

    assert found["start"] == "2026-03-11T18:00+01:00"
    assert found["venue"] == "Bürgerhaus Lindenau"


@pytest.mark.parametrize(("phrase", "deadline"), DEADLINES)
def test_until_when_one_registers(phrase: str, deadline: str | None) -> None:
    assert reading(INVITED, f"{SPOKEN} {phrase}")["deadline"] == deadline


@pytest.mark.parametrize(("phrase", "venue"), PLACES)
def test_where_it_takes_place(phrase: str, venue: str | None) -> None:
    assert are_alike(reading(phrase, SPOKEN, REGISTER)["venue"], venue)


@pytest.mark.parametrize("sentence", HELD)
@pytest.mark.parametrize(("into", "house"), HOUSES)
def test_where_it_is_held(into: str, house: str, sentence: str) -> None:
    assert are_alike(reading(sentence.format(place=f"{into} {house}"), SPOKEN, REGISTER)["venue"], house)


@pytest.mark.parametrize(("phrase", "online"), ONLINE)
def test_whether_one_takes_part_online(phrase: str, online: bool) -> None:
    assert reading(phrase, SPOKEN, REGISTER)["online"] is online
