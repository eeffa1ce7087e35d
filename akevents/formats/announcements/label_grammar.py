"""The words that label a part of an announcement, and the shapes of what they label."""

import re
from enum import StrEnum

LONGEST_LABEL = 44


class Label(StrEnum):
    """What a label announces."""

    WHEN = "when"
    NEW_WHEN = "new_when"
    OLD_WHEN = "old_when"
    BEGIN = "begin"
    END = "end"
    DOORS = "doors"
    SERIES = "series"
    WHERE = "where"
    FORMAT = "format"
    MODERATOR = "moderator"
    SPEAKER = "speaker"
    DEADLINE = "deadline"
    REGISTRATION = "registration"
    TITLE = "title"
    SUBJECT = "subject"
    TOPIC = "topic"
    CATEGORIES = "categories"
    MAIL = "mail"
    PUBLISHED = "published"
    PROGRAMME = "programme"
    OTHER = "other"


IN = r"(?:\s?[:*_/(]?-?in(?:nen)?\)?|Innen|innen)?"
WORDS: dict[Label, str] = {
    Label.NEW_WHEN: r"neue[rs]? (?:termin|datum|zeit)|nachhol\w{0,3}termin|ersatz\w{0,3}termin|ausweichtermin|new date"
    r"|verschoben auf|neu",
    Label.OLD_WHEN: r"alte[rs]? (?:termin|datum)|(?:ursprünglich|bisherig|geplant|ausgefallen)e[rs]? (?:termin"
    r"|datum)|bisher"
    r"|ursprünglich",
    Label.SERIES: r"(?:nächste|kommende|aktuelle|ähnliche) (?:veranstaltungen|termine)"
    r"|weitere(?: \w{3,20})? ?termine|weitere veranstaltungen|folge\w{0,2}termine?"
    r"|nächste(?:r)? termine?(?: danach)?|die nächsten termine"
    r"|alle termine|(?:weitere )?termine (?:der reihe|\d{4})|terminvorschau|vorschau|ausblick|demnächst"
    r"|vormerken|rückblick",
    Label.WHEN: r"wann|beginn ?(?:/|und|&|[–-]) ?ende|termine?(?:[ /]+(?:und |& )?(?:zeit|uhrzeit|ort))?"
    r"|datum(?:\s?[/&,+]\s?|\s(?:und|/|&)\s)(?:uhr)?zeit|datum|zeit(?:punkt|raum|en)?(?:\s?[/&]\s?(?:ort|datum))?"
    r"|uhrzeit|veranstaltungs(?:zeit|termin|datum|tag|beginn)(?:en)?|sitzungs(?:termin|beginn)|tag|date\(s\)"
    r"|dates?(?:\s?(?:/|&|and)\s?time)?|time(?:\(s\))?|when|tag und zeit"
    r"|tag/zeit|wann\?|(?:kurs|unterrichts|seminar|tagungs)(?:termin|zeit|tag)(?:en|e)?|nächste[rs]? (?:treffen"
    r"|termin)|save the date|zeit und ort|wann (?:und|&) wo|ort und zeit|wann/wo",
    Label.BEGIN: r"beginn(?: der veranstaltung)?|start|anfang|los geht'?s|startzeit|auftakt",
    Label.END: r"ende(?: der veranstaltung)?|voraussichtliches ende|veranstaltungsende|schluss|endzeit|ende \(ca\.\)",
    Label.DOORS: r"einlass|check-?in|ankommen|ankunft|saalöffnung|türöffnung|einwahl|registrierung vor ort|doors",
    Label.WHERE: r"wo|wo\?|ort|veranstaltungsort|tagungsort|tagungsstätte|tagungshaus|treffpunkt|location|venue|where"
    r"|veranstaltungsstätte|kursort|lokal|lokalität|sitzungsort"
    r"|ort/plattform|plattform|veranstaltungsraum|seminarort|vortragsort|adresse|anschrift|veranstaltungsadresse"
    r"|ort der veranstaltung|spielort|spiellokal|vereinslokal|startpunkt|startort|sammelpunkt|abfahrtsort|raum",
    Label.FORMAT: r"format|veranstaltungsformat|durchführung|veranstaltungsform|form|art der veranstaltung"
    r"|veranstaltungsart"
    r"|teilnahmeform",
    Label.MODERATOR: rf"[a-zäöü]{{0,20}}moderation(?: und leitung| ganztägig| am \w{4, 12})?|mod\.?|ltg\.?|moderator{IN}"
    rf"|(?:diskussions|gesprächs|sitzungs|veranstaltungs|tagungs"
    rf"|seminar|kurs|spiel|übungs|reise|wander|gruppen|workshop|exkursions|touren?|fahrt"
    rf"|chor|versammlungs|lehrgangs)?leitung(?: und moderation)?(?: (?:der|des) \w{{3,24}})?"
    r"|durch (?:den|die|das|diesen) \w{3,24} führ(?:t|en)|moderiert (?:von|durch|wird (?:von|durch))"
    r"|das gespräch führ(?:t|en)|es moderier(?:t|en)"
    r"|host|gastgeber|gastgeberin|moderator/in|gesprächsführung|leiter|leiterin|moderated by"
    rf"|die moderation übernimmt|gesamtmoderation|(?:diskussions|gesprächs|sitzungs|versammlungs|seminar|kurs|workshop|lehrgangs"
    rf"|tagungs)leiter{IN}|chair",
    Label.SPEAKER: rf"ref\.|(?:gast|fest|haupt)redner{IN}|referent{IN}(?: und referenten| und referentinnen)?"
    rf"|referent\*?:?_?/?-?innen(?: und referenten)?"
    rf"|referenten(?:[:*_/]innen)?|referierende[rn]?|input(?:geber{IN}|s|vortrag)?|impuls(?:e|geber{IN}|vortrag"
    rf"|vorträge|referat)?"
    rf"|vortragende[rn]?|vortrag|vorträge|redner{IN}|sprecher{IN}|speakers?|dozent{IN}|dozenten(?:team)?"
    rf"|referent(?:en|innen)team|keynote(?:-?speaker{IN}|s)?|expert(?:e|in|en|innen)|gäste|gast|talkgäste"
    rf"|gesprächsgäste"
    r"|(?:auf dem )?podium|podiumsgäste|podiumsdiskussion|podiumsteilnehmende|es diskutieren|diskutant\w{0,5}"
    r"|mitwirkende|es (?:spricht|sprechen|referier(?:t|en)|les(?:en)|liest)|mit dabei"
    r"|(?:autor(?:en|innen)|dichter|buch|krimi)?lesung|einführung|einleitung|fachvortrag|fachinput|kurzimpulse?"
    r"|vortrag von|lesung (?:mit|von)|mit"
    r"|gesprächspartner\w{0,3}|autor(?:in)?|trainer(?:in)?|wer spricht|zu gast|referat|referate"
    r"|auf dem podium (?:sitzen|diskutieren)|lecturer",
    Label.DEADLINE: r"(?:verlängerter? |neuer? )?(?:an|rück)?melde(?:schluss|schluß|frist|ende"
    r"|termin)(?: \(?verlängert(?: bis)?\)?)?|(?:neuer )?anmeldeschluss verlängert(?: bis)?|anmeldeschluss ist"
    r"|(?:verbindliche |um )?(?:anmeldung(?:en)?|anmelden|rückmeldung(?:en)?|zusagen?|antwort|anm\."
    r"|anmeldungen erbeten)(?: (?:wird|bitte|erbeten|möglich|spätestens|noch))* bis(?: (?:zum|spätestens(?: zum)?))?"
    r"|rückmeldefrist|anmeldung(?:en)? möglich bis|frist|frist verlängert(?: bis)?|verlängert bis"
    r"|u\.? ?a\.? ?w\.? ?g\.?(?: bis)?|registration (?:deadline|closes)|register by|deadline|buchbar bis"
    r"|buchungsschluss|anmeldbar bis|bewerbungsschluss",
    Label.REGISTRATION: r"anm\.|(?:ihre |verbindliche |zur )?(?:anmeldung(?:en)?|rückmeldung|registrierung"
    r"|buchung(?:en)?|teilnahme"
    r"|anmelden|tickets?|anmeldelink|registration|bookings?|jetzt zur veranstaltung anmelden)",
    Label.TITLE: r"titel|veranstaltungstitel|veranstaltung|was|was\?|title|event|überschrift|kurstitel"
    r"|bezeichnung|kurs"
    r"|veranstaltungsname",
    Label.SUBJECT: r"betreff|betr\.|subject",
    Label.TOPIC: r"thema|motto|unser thema|thema des abends|schwerpunkt|schwerpunktthema|topic|im fokus"
    r"|diesmal(?:iges thema)?",
    Label.CATEGORIES: r"kategorien?|kategorie\(n\)|categor(?:y|ies)|rubrik(?:en)?|event categor(?:y|ies)"
    r"|veranstaltungskategorien?",
    Label.MAIL: r"von|an|cc|bcc|kopie|gesendet|from|to|sent|absender|empfänger|antwort an|gesendet am",
    Label.PUBLISHED: r"stand|veröffentlicht(?: am)?|erstellt(?: am)?|aktualisiert(?: am)?|letzte (?:änderung"
    r"|aktualisierung)"
    r"|pressemitteilung(?: nr\. ?\S{1,12})?|presseinformation|medieninformation|pm|erschienen(?: am)?"
    r"|redaktionsschluss|sperrfrist|published|eingestellt am",
    Label.PROGRAMME: r"programm|ablauf|agenda|tagesordnung|programmablauf|zeitplan|geplanter ablauf|programme"
    r"|das programm(?: im überblick)?|programm (?:am|für)? ?\w{0,20}",
    Label.OTHER: r"kosten|gebühr(?:en)?|eintritt|preis|teilnahme(?:gebühr|beitrag|entgelt)|kursgebühr|entgelt|kontakt"
    r"|rückfragen|ansprechpartner\w{0,3}|ansprechperson(?:en)?|veranstalter(?:in)?|zielgruppe|telefon|tel\.?"
    r"|fax|e-?mail|mail|internet|web(?:site)?|homepage|link|zoom-?link|zugangslink|zugang|einwahllink|meeting-?id"
    r"|kenncode|passwort|kennwort|passcode|pin|hinweise?|bitte beachten|inhalt(?:e)?|beschreibung|anfahrt|parken"
    r"|parkplätze|anreise"
    r"|barrierefreiheit|begrüßung(?: und (?:einführung|eröffnung|einleitung))?|grußwort|grußworte"
    r"|wer|warum|wie|für wen|plätze|teilnehmerzahl"
    r"|max\. teilnehmerzahl|dauer|kursnummer|kurs-?nr\.?|nummer|nr\.|bild|foto|download|anlagen?|info(?:s"
    r"|rmationen)?|weitere informationen"
    r"|kooperationspartner|kooperation|partner|organisation|sprache|verpflegung|ps|p\.s\.|pressekontakt|über uns"
    r"|schlagw(?:orte|örter)|tags|ergebnis|abmeldung|stornierung|storno|öffnungszeiten|sprechzeiten|karte|wlan"
    r"|top ?\d{0,2}|themen|fazit|hintergrund|zusage",
}
DECORATION = r"[^\w\n„“\"»(§€]{0,12}(?:\b[IVX]{1,4}\.\s)?"
ANY = "|".join(f"(?P<{kind.name}>{words})" for kind, words in WORDS.items())
MARK = r"[*_]{0,3}\s{0,4}[*_]{0,2}"
AT_LINE_START = re.compile(
    rf"{DECORATION}(?:{ANY}){MARK}(?:[:|\t]{MARK}\s{{0,6}}|\s{{2,8}}|\s[–—-]\s|\s?[*_]{{0,3}}$|\?\s{{0,3}})", re.I
)
BEFORE_COLON = re.compile(rf"(?<![\w-])(?<!\bvor )(?:{ANY})[*_\s]{{0,3}}$", re.I)
SEPARATOR = re.compile(r"\s{0,6}[|;•·,.(/–—-]*\s{0,6}$")
LINE_OF_TIME = re.compile(
    r"[^\w\n]{0,6}(?:(?:um|von|ab|bis)\s)?\d{1,2}(?:[:.]\d\d)?\s?(?:Uhr|h|[ap]m)?(?:\s?(?:-|–|—|bis|to)\s?(?:ca\.\s"
    r"|maximal\s)?\d{1,2}(?:[:.]\d\d)?)?\s?(?:Uhr|h|[ap]m)?(?:\s?\([^)\n]{0,40}\))?"
    r"|ganztägig|all day",
    re.I,
)
ENDS_LIKE_PROSE = re.compile(r"[a-zäöüß]{3}[.!?]$")
NOISE = re.compile(
    r"lade karte|karte nicht verfügbar|loading map|map unavailable|ical|google kalender|keine kategorien"
    r"|zum kalender|karte anzeigen|in google maps",
)
