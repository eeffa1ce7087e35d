"""What stands around places: nouns, prepositions, addresses, platforms; what is held online and what is not."""

import re

PLATFORM = re.compile(
    r"(?<!\w)(?:(?:Microsoft|MS)[ -]Teams|Teams|Zoom|(?:Cisco )?Webex|Big ?Blue ?Button|BBB|GoToMeeting|GoToWebinar"
    r"|Jitsi(?: Meet)?|Google Meet|Skype|Alfaview|edudip|Wonder(?:\.me)?|Gather(?:\.town)?|YouTube|Discord)(?!\w)"
)
ONLINE = re.compile(
    r"\b(?:online|digital\w{0,2}|virtuell\w{0,2}|hybrid\w{0,2}|remote|webinar\w?|web-?seminar\w?"
    r"|video-?(?:konferenz|call|chat|meeting|schalte)|live-?stream\w{0,3}|web-?meeting|telefonkonferenz"
    r"|online-\w+|onlineveranstaltung\w*|onlineseminar\w*|internet)\b",
    re.I,
)
# Said of the event, not of registering, trading or transforming online.
HELD_ONLINE = re.compile(
    r"(?:\b(?:findet|finden|treffen|trifft|tagt|tagen|diesmal|rein|ausschließlich"
    r"|komplett)\b[^.\n;]{0,60}?\b(?:online|digital|virtuell|hybrid)"
    r"|\b(?:laden|lädt|oder|und|auch|nur|wieder|live|uhr|h|vor ort|präsenz)\b[^.\n;]{0,40}?\bonline|\b(?:oder"
    r"|vor ort|präsenz|uhr)\b[^.\n;]{0,30}?\b(?:digital|virtuell))\b(?!(?:[ -]?(?:anmeld|registr|zugangs|handel|shop"
    r"|formular|buch|tool|markt|angebot|verfügbar|unter|plattform|transform|strateg|umfrage|wandel|wende|agenda|hilf"
    r"|besser|gefunden|sichtbar|verkauf|einkauf"
    r"|dienst|service|verwalt|stadt|kompet)))"
    r"|\b(?:per|via) (?:video|zoom|internet)\w* (?:dazu|teil|zu|mit|dabei)\b|\bschalte[tn] sich\b"
    r"|\bonline (?:teilnehmen|teilnimmt|dabei|zuschalten|zugeschaltet|mitverfolg|verfolg|zuschaut|zuschauen|mitmachen)"
    r"|\bonline-?(?:veranstaltung|seminar|treffen|workshop|vortrag|meeting|austausch|format|sprechstunde|diskussion"
    r"|konferenz|stammtisch|schulung|kurs|infoabend|dialog|reihe|sitzung|erfahrungsaustausch|forum|talk|abend|termin"
    r"|event|fortbildung|tagung|podium|lesung|info\w*|teilnahme|fachtag|runde|session|impuls|frühstück|mittagspause"
    r"|werkstatt|teil)\w*"
    r"|\b(?:digitale|virtuelle|hybride)[nrsm]?s? \w{0,20}(?:veranstaltung|seminar|treffen|workshop|vortrag|meeting"
    r"|austausch"
    r"|format|sprechstunde|konferenz|stammtisch|mittagspause|sitzung|erfahrungsaustausch|forum|raum|runde|abend"
    r"|tagung|infoabend|fachtag|dialog|frühstück|lunch|kaffee)\w*"
    r"|\bhybrid\w{0,2}\b(?! (?:motor|antrieb|auto))|\bwebinar\b|\bweb-?seminar\b|\bvideo-?konferenz\b"
    r"|\blive\b[^.\n;]{0,60}\b(?:internet\w*|website|homepage|netz|kanal)\b[^.\n;]{0,60}\b(?:übertrag|gestreamt"
    r"|zu sehen)\w*"
    r"|\blive übertragen\b|\b(?:oder|und) (?:am bildschirm|vom (?:schreibtisch|büro|sofa))\b"
    r"|\b(?:ins|im) (?:internet|netz) übertragen|\bgestreamt\b|\b(?:wir streamen|streamen wir)\b"
    r"|^[+*#\s]{0,6}online:\s(?!www|http)"
    r"|\b(?:sich|euch|mich|uns) (?:gerne? |auch )?(?:online )?(?:zu|dazu)(?:zu)?schalten\b"
    r"|\blive-?stream\w*|\b(?:und|oder|auch) (?:als|im|per) stream\b"
    r"|\b(?:per|via|über|auf|mit|in|mittels|mit hilfe von) (?:dem? |der |die "
    r"|das )?(?:videokonferenz(?:-?\w+)? |tool |plattform )?(?:zoom|(?:ms |microsoft[ -])?teams|webex"
    r"|(?:cisco )webex|big ?blue ?button|jitsi|gotomeeting|google meet|youtube)\b|\bzoom-?\w*"
    r"|(?:^|[,|;·•–(-])[ \t]{0,4}(?:online|digital|virtuell|hybrid)[ \t]{0,4}(?:$|[,|;·•.()]|\s[–-]\s|über|via|per)",
    re.I | re.M,
)
NOT_ONLINE = re.compile(
    r"\b(?:nicht|kein\w?|keine\w?) (?:\w+ )?(?:online|digital|virtuell|hybrid|stream|livestream|zoom)\w*"
    r"|online-?(?:teilnahme|zugang|übertragung|format)\w*\b[^.;\n]{0,30}\b(?:nicht|kein\w?)\b"
    r"|statt (?:online|digital|virtuell|per zoom|via zoom)|online (?:ist |wird )?nicht|aufzeichnung|(?:diesmal"
    r"|wieder|rein\w*|nur|ausschließlich) (?:in )?präsenz|online-?(?:anmeldung|formular|shop|ticket|portal)\w*",
    re.I,
)
# Said where no place is: how one gets in.
WAY_IN = re.compile(
    r"\b(?:einwahl(?:daten|link)|zugangslink|teilnahmelink|zoom-?link|link zur (?:teilnahme|veranstaltung|sitzung"
    r"|konferenz))\b",
    re.I,
)
ON_SITE = re.compile(r"\b(?:vor ort|in präsenz|präsenzveranstaltung|präsenz-?\w*)\b", re.I)
ONLY_ONLINE = re.compile(
    r"\W*(?:rein |nur |ausschließlich )?(?:online|digital|virtuell)\s{0,2}(?:[,;(–-]|$)", re.I
)  # "Online, den Link …"
GENERIC_ONLINE = re.compile(
    r"[\s,;:()./–|-]|\b(?:rein|als|findet|statt|ausschließlich|nur|komplett|online|digital\w{0,2}|virtuell\w{0,2}"
    r"|remote|hybrid|onlineveranstaltung|veranstaltung|meeting|seminar|treffen|webinar|web|video|videokonferenz"
    r"|konferenz|im|internet|netz|bei|ihnen|zuhause|zu|hause|am|eigenen|bildschirm|vom|schreibtisch|aus|per|via|über"
    r"|mit|format|event|session|live|stream|livestream"
    r"|der|die|den|das|ein|eine|link|zugang|zugangslink|zugangsdaten|einwahllink|einwahldaten|daten"
    r"|teilnahmelink|wird|werden|folgt|folgen|nach|anmeldung|zugesandt|zugeschickt|verschickt|versandt|versendet"
    r"|rechtzeitig|vorher|kurz|vor|kommt|mail|e-?mail|sie|erhalten|und|tool|s\.?u|in|auf|mitgeteilt"
    r"|teilnehmer\w*|teilnehmende\w*|angemeldete\w*|erhältlich|einer|einem|den|nur|raum|software|bekanntgegeben"
    r"|noch)\b",
    re.I,
)
PLACE_NOUN = (
    r"(?:(?:rathaus|rathäuser|kreishaus|saal|säle|halle|haus|hauses|häuser|zentrum|center|centrum|bibliothek"
    r"|bücherei|museum|schule|hochschule|universität|uni|akademie|hotel|forum|foyer|aula|kirche|kapelle|bahnhof"
    r"|schloss|burg|kloster|turm|werk|fabrik|zeche|mensa|hörsaal"
    r"|heim|scheune|hof|mühle|platz|markt|park|garten|theater|kino|café|cafe|restaurant|gaststätte|gasthaus|gasthof"
    r"|wirtshaus|keller|brauhaus|brauerei|bistro|kantine|loft|lounge|space|hub|labor|campus|stadion|arena|studio"
    r"|atelier|galerie|villa|landratsamt|amt|kammer|ihk|sparkasse|volksbank|bank|verlag|geschäftsstelle|tagungsraum"
    r"|räume|räumen|räumlichkeiten|raum"
    r"|stadtwerke|technologiepark|gründerzentrum|pavillon|speicher|depot|lokschuppen|remise|hütte|treff|kasino"
    r"|casino|archiv|institut|ministerium|vertretung|zelt|bunker|dom|stube|stall|weinstube|etage|bürgerbüro|vhs"
    r"|volkshochschule|kulturhaus|werkstatt|parkplatz|zoo|hafen|schiff|salzlager|gewölbe|orangerie|krug|eck|kurhaus"
    r"|tenne|stift|kunsthalle|ratskeller|ladenlokal|laden|pfarrheim|dorfplatz|alm|brunnen|brücke|institute|university"
    r"|library|hall|messe|molkerei|druckerei|ziegelei|weberei|spinnerei|gärtnerei|brennerei|manufaktur|residenz"
    r"|schmiede|warte|planetarium|stadl|scheuer|schänke|schenke|taverne|kneipe|diele|klause|zimmer|(?:frei|hallen"
    r"|stadt|strand)bad"
    r"|wache|kaserne|stollen|terrasse|kreuzgang|refektorium|abtei|basilika|synagoge|moschee|clubheim|audimax|auditorium"
    r"|landtag|botschaft|konsulat|staatskanzlei|präsidium|försterei|schleuse|buchhandlung|rösterei|bäckerei|kelter"
    r"|stätte|haltestelle|krankenhaus|hospital|spital|apotheke|zentrale|alte[nr]? post|kunstverein|rotunde|(?:gast"
    r"|kur)hof"
    r"|(?:freilicht|wald|see|kleinkunst)bühne|(?:ritter|wein|land)gut|haupteingang|observatorium|stadtteilbüro"
    r"|makerspace"
    r"|(?-i:\b[A-ZÄÖÜ]\w*(?<!ach)bar\b)|fablab|rechenzentrum|großmarkt|kolleg|konvent|kontor|werkstätten|klubhaus"
    r"|wasserschloss|sporthalle|(?-i:\bGut(?= [A-ZÄÖÜ]))"
    r"|kurpark|kiosk|cloud|wiese|küche|herberge|klinik|klinikum|kita|zob|gymnasium|gelände)s?\b)"
)
IN_SENTENCE = re.compile(
    r"\b(?:(?:Veranstaltungso|Der O|O|Treffpunk)r?t (?:ist|bleibt|sind)(?: (?:nun|jetzt|diesmal|wieder|weiterhin"
    r"|erneut|dann|wie immer|wie gewohnt)|, wie \w{3,20},)?(?:[^.:\n]{0,20}:| (?:der|die|das))|(?:Treffpunkt"
    r"|Abfahrt|Start)(?: ist| war)?"
    r"(?: um \d{1,2}(?:[.:]\d\d)? Uhr)?(?: am| an der| vor dem| vor der| im| in der| der| die| das)?|durch das"
    r"|durch die|durch den|at the|at|[Ii]m|[Ii]n der|in den|in dem|in die|in das"
    r"|ins|in|am|an der|an die|[Aa]uf dem|auf der|auf den|auf die|auf|bei der|beim|bei|vor dem|vor der|zur|zum|ab"
    r"|an den)\s"
    r"(?P<place>(?:(?:neuen|alten|großen|kleinen|historischen|ehemaligen|evangelischen|katholischen|städtischen|der"
    r"|des|dem|den|neue|alte|große|kleine|ehemalige|Räumen|Räume|Räumlichkeiten)\s){0,3}"
    r"[„“\"»]?(?:[A-ZÄÖÜ]|[a-zäöü]{3,20}(?:haus|werk|halle|hof|forum)\b)[^,.;:!?()\n–|]{0,70}?)"
    r"(?=\s{0,6}(?:[,.;:!?()\n–|\u2600-\u27bf\U0001f300-\U0001faff]|$|\b(?:statt|ein|zu|zum|zur|über|um|ab|von|am"
    r"|unter|mit|nach|begrüßen|treffen|wird"
    r"|findet|für|durch|los|eingeladen|einladen|sein|gemeinsam|dem|stattfinden|sowie|und|oder|auf|herzlich"
    r"|beginnt|den|gegen|die|das|diskutieren|sprechen|referieren|nachgeholt|bei|unser\w{0,2}|wollen|möchten|geht"
    r"|wir)\b))",
)
ADDRESS_TAIL = re.compile(
    r"(?:\s{0,6}\((?P<inner>[^()\n]{3,70})\)"
    r"|,\s(?P<tail>(?:[A-ZÄÖÜ][\w.ß-]{1,40}(?:\s[A-ZÄÖÜ][\w.ß-]{1,30}){0,3}\s\d{1,4}\s?[a-z]?(?!\w|:|\.\d|\s?Uhr)"
    r"|\d{5}\s[A-ZÄÖÜ][\w-]{1,40}|(?:Raum|Saal|Zimmer|Hörsaal|Etage|EG|OG|Eingang|Gebäude|Haus|Seminarraum"
    r"|Sitzungssaal|Besprechungsraum)\s?[\w./-]{0,20}(?:\s\d[\w.]{0,5})?|(?:Großer|Kleiner|Großen"
    r"|Kleinen) [A-ZÄÖÜ]\w+|\d\. (?:OG|Stock|Etage)|in \d{5} [A-ZÄÖÜ]\w+)))"
)
EVENT_IN_HOUSE = re.compile(
    r"[\w-]*(?:empfang|abend|treffen|stammtisch|workshop|seminar|vortrag|lesung|feier|fest|forum|gespräch|frühstück"
    r"|konzert|tagung|sitzung|versammlung|messe|runde|tag|gang|kurs|werkstatt|diskussion|austausch|veranstaltung)\b"
    r"[^,.;]{0,40}?\s(?:in|im|ins|auf|am|an|bei|beim)(?:\s|$)",
    re.I,
)
NOUN = re.compile(PLACE_NOUN, re.I)
NO_PLACE = re.compile(
    r"^(?:\d|(?:Regen|Schlechtwetter|Bedarf|Interesse|Fragen|Rückfragen|Sturm|Schnee|Rahmen|Anschluss|Vorfeld"
    r"|Mittelpunkt"
    r"|Fokus|Thema|Jahr|Sinne|Bereich|Namen|Auftrag|Zusammenhang|Zuge"
    r"|Gespräch|Austausch|Detail|Netz|Internet|Frühjahr|Herbst|Sommer|Winter|\w+tag\b|Januar|Februar|März|April"
    r"|Mai|Juni|Juli|August|September|Oktober|November|Dezember|Mittwoch|Uhr|Zoom|Teams|Kürze|Zukunft|Präsenz|Zeiten"
    r"|Kooperation|Zusammenarbeit|Deutschland|diesem|Anmeldung|Moderation|Ende|Beginn|Abend|Nachmittag|Vormittag"
    r"|Morgen|Mittag|Verfügung|Teilnahme|Veranstaltung|Sitzung|Workshop|Vortrag|Programm|Einstimmung|Wochenende"
    r"|Anfang|Einsatz|Handel|Kommunen|Verwaltung|Podium|Arbeitskreis|Markt(?:platz)? der|Platz sichern"
    r"|Stammtisch|Podiumsdiskussion|Netzwerktreffen|Erfahrungsaustausch|Treffen|Lesung|Fachtag|Jahrestagung"
    r"|Zeichen|Anschluß|Freien|Dunkeln|Stehen|Einklang|Schnitt|Dialog|Wechsel|Ihre?\w?\b|Eure?\w?\b|Tag\b"
    r"|Information\w*|Infoabend|Besuch|Haus\w* (?:und|&)|Diskussion|Exkursion|Führung)\w{0,2}\b)",
    re.I,
)
SEGMENT = re.compile(
    r"\s{0,6}(?://|[|;•·@]|\+{2,4})\s{0,6}|[,:]\s+|\s[–—-]\s|\t|\.\s+(?=[A-ZÄÖÜ])"
    r"|\s(?:und|oder|sowie) (?=per |via |über |online\b|digital\b)"
)
STREET_OR_TOWN = re.compile(
    r"[A-ZÄÖÜ][\w.ß -]{1,40}(?:str\.|straße|platz|weg|allee|ring|gasse|markt|ufer|damm|wall|hof"
    r"|\sStr\.) ?\d{0,4}\s?[a-z]?\b|\b\d{5}\s[A-ZÄÖÜ]",
    re.I,
)
LETTER_ENDS = re.compile(
    r"--\s*$|\W{0,3}(?:mit \w{3,20}(?= grüßen)|(?:\w{4,14} )(?=grüße\b)grüße|(?:presse)?kontakt"
    r"|rückfragen|veranstalter|impressum)\b",
    re.I,
)
# Between a date and its place: "Beginn: 10.00 Uhr", "19 Uhr (Einlass 18 Uhr)", "Eintritt frei".
SAYS_ONLY_WHEN = re.compile(
    r"(?:[^\w\n]{0,4}(?:beginn|start|einlass|ende|uhrzeit|zeit|dauer|check-?in|ankommen|von|ab|um|gegen|ca\.|bis"
    r"|\d{1,2}(?:[.:]\d\d)?|uhr|h|minuten|stunden|[cs]\.\s?t|eintritt|frei)\b[^\w\n]{0,4}){1,14}",
    re.I,
)
# Nothing but such a word is hardly the place of an event: "die Energiewende im Hafen".
GENERIC_PLACE = re.compile(
    r"(?:der |dem |den )?(?:Hafen|Markt|Park|Hof|Raum|Räumen?|Platz|Amt|Bank|Werk|Zentrum|Garten|Laden|Haus|Stall"
    r"|Küche|Wiese|Schiff"
    r"|Labor|Messe|Betrieb|Schule|Hochschule|Museum|Archiv|Institut|Universität|Kirche)"
)
# A house with its street, or the street alone, anywhere in a sentence: "… der Kaffeerösterei Bohnenglück, Industriestr. 12".
STREET_IN_PROSE = re.compile(
    r"(?:(?P<house>(?-i:[A-ZÄÖÜ][\w-]+(?: [A-ZÄÖÜ][\w-]+){0,3})),\s|\()?"
    r"(?P<street>(?-i:[A-ZÄÖÜ][\w-]{2,40}(?:str\.|straße|platz|weg|allee|ring|gasse|ufer|damm"
    r"|wall)) \d{1,4}[a-z]?(?!\w|\.\d))"
)
RELATIVE = re.compile(
    r",\s(?:die|der|das|denen|deren|wenn|weil|dass)\s[^,\d]*$"
)  # "Stücke, die sonst im Keller bleiben"
ROOM_ALONE = re.compile(
    r"\s{0,3}(?:[A-ZÄÖÜ]\w+e[rs]? )?(?:[\w-]*(?:saal|zimmer|raum|etage|foyer|aula|keller|bühne|garten|terrasse)"
    r"|EG|\d\. ?OG)\b.{0,12}",
    re.I,
)
HOUSE_NAME = re.compile(r"[A-ZÄÖÜ][\w-]+(?:\s(?:[A-ZÄÖÜ][\w-]+|am|an der|im|zum|zur)){0,4}")
# "Heimatmuseum Grünau: Am Do., 7. Mai, 19 Uhr spricht …" at the beginning of a note.
HOUSE_IN_FRONT = re.compile(
    r"(?P<house>[A-ZÄÖÜ][\w-]*(?:museum|bibliothek|bücherei|haus|rathaus|kirche|theater|halle|hof|zentrum|kino|café"
    r"|laden)"
    r"(?: [A-ZÄÖÜ][\w-]+){0,3}): (?:am|Am|ab|Ab|\d|M[oi]|D[io]|Fr|S[ao])\b"
)
# "Programm im Alten Schlachthof, Grevenau" above the date.
LINE_OF_HOUSE = re.compile(
    r"(?:Programm|Ein Abend|Treffen|Zu Gast) (?:im|in der|auf dem|am"
    r"|beim) (?P<place>[A-ZÄÖÜ][\w-]+(?:,? [A-ZÄÖÜ][\w-]+){0,4})$"
)
NAMES_PLACE = re.compile(
    r"\b(?:Veranstaltungsort|Ort|Treffpunkt) (?:ist|bleibt)\b|\b[Ee]s bleibt (?:beim|bei der|im|in der)\b"
    r"|\bzu Gast (?:im|in der|bei|beim|bei der)\s(?=[A-ZÄÖÜ])|\bdiesmal (?:im|in der|bei|beim|bei der|auf dem)\s(?=[A-ZÄÖÜ])"
)
SPEAKS_OF_PLACE = re.compile(
    r"\bstatt\b|\b[Ww]ir laden\b|\blädt\b|\bladen\b|Einladung|treffen (?:wir )?uns|trifft sich|\btreffen sich\b"
    r"|Treffpunkt ist|(?:Abfahrt|Start) ist|(?:Uhr|[cs]\. ?t\.)\)?,? (?=im |in der |auf dem |in den |beim |am )"
    r"|[Oo]rt (?:bleibt|ist)"
)
# Sentences in which a place may be that of the event, asked last.
MAY_SPEAK_OF_PLACE = re.compile(
    r"\b[Ww]ir (?:sind|[a-zäöüß]+n)\b|\bsind wir\b|\b[a-zäöüß]+n wir\b|\btag(?:t|en)\b|[Bb]eginnt\b|Beginn ist"
    r"|gastiert|zu Gast"
    r"|kommen Sie|[Kk]ommt\b|eingeladen|nach der Begrüßung"
)
# Behind a date: ", 19 Uhr", " | 18:00 – 20:00 Uhr", " (20 h)".
HOURS = re.compile(
    r"[\s,|·(–-]{0,5}(?:(?:um|ab|von|ca\.|gegen|beginn:?)\s)?\d{1,2}(?:[.:]\d\d)?\s?(?:Uhr|h\b)?(?:\s?(?:-|–|—"
    r"|bis)\s?(?:ca\.\s)?"
    r"\d{1,2}(?:[.:]\d\d)?\s?)?(?:Uhr|h\b)?(?:\s?[cs]\.\s?t\.)?\)?(?!\d)",
    re.I,
)
PART_BEGINS = re.compile(
    r"(?:\s{0,3}[,|·•;–-]\s{1,3}|\s\(|\s{1,3}|(?<=\n))?"
    r"(?:(?:im|in der|in dem|auf dem|auf(?= Gut)|am|beim"
    r"|bei der)\s)?(?=[„A-ZÄÖÜ])"
)
PART_ENDS = re.compile(r"\s?[,|·•;()]|[.!?](?:\s|$)|:\s|\s[–—-]\s")
NO_PLACE_BESIDE = re.compile(
    r"(?:eintritt|kosten|anm\b|anmeld|beginn|einlass|ende|ref\b|referent|thema|moderation|mod\b|leitung|ltg|dauer"
    r"|ca\b|mit\b"
    r"|karten|tickets?|ak\b|vvk|teilnahme|gäste|bitte|infos?\b|tel\b|alle\b|wir\b|sie\b|für\b|nur\b|uhr\b|es\b|ein\b"
    r"|eine\b"
    r"|der\b|die\b|das\b|kostenlos|kostenfrei|frei\b|online|hybrid|zoom|programm|ablauf|impuls|vortrag|einladung|liebe"
    r"|sehr\b|hallo|hinweis|weitere|kontakt|veranstalter|gebühr|preis|spende|bei\b|wer\b|was\b|wie\b|warum|mitbringen"
    r"|treffen"
    r"|rückkehr|abfahrt|danach|anschließend|voraussichtlich|plätze|max\b|um\b|am\b|von\b|unter\b|ohne\b|keine\b"
    r"|gemeinsam"
    r"|jede|offen|öffentlich|neu\b|achtung|abgesagt|verschoben|fällt|entfällt|januar|februar|märz|april|mai\b|juni|juli"
    r"|august|september|oktober|november|dezember|mo\b|di\b|do\b|fr\b|sa\b|so\b|montag|dienstag|mittwoch|donnerstag"
    r"|freitag"
    r"|samstag|sonntag|sonnabend|dr\b|prof|frau\b|herr|auch\b|und\b|ab\b|bis\b|begrüßung|ankommen|check-?in)",
    re.I,
)
LINE_INTO = re.compile(r"(?:im|in der|in das|ins|in die|in den|auf dem|bei der|beim|in)\s(?=[A-ZÄÖÜ])")
ROOM = re.compile(
    r"\b(?:Gebäude|Raum|Saal|Hörsaal|Seminarraum|Etage|Stock)\s?[A-Z0-9]|\w+(?:straße|str\.|platz|weg|allee) \d"
    r"|\b\d{5} [A-ZÄÖÜ]"
)
HOUR = re.compile(r"\b(?:[Uu]m|[Vv]on|[Aa]b|[Gg]egen) \d{1,2}(?:[.:]\d\d)? (?:Uhr|bis)")
HELD = re.compile(r"\b(?:findet|finden|trifft sich|treffen wir uns|treffen uns|tagt|tagen|diesmal|zu Gast)\)?\s$")
SUBJECT = re.compile(r"\s(?:der|die|das|eine?r?|unsere?)\s(?:[a-zäöüß]+\s){1,2}(?=[A-ZÄÖÜ])")
QUOTED_EVENT = re.compile(
    r"[\w-]*(?:podium|tag|vortrag|abend|gespräch|forum|diskussion|lesung|workshop|film|reihe)\w{0,3}\s[„“\"»]", re.I
)
# "am Mittwoch, 12. Juni 2025, auf dem Versuchsgut Hohenlüth"
BEHIND_DATE = re.compile(
    r"(?:20\d\d|\d\.|(?:Januar|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember))\)?,?\s$"
)
INTO = (
    "am ",
    "an der ",
    "vor dem ",
    "vor der ",
    "im ",
    "in der ",
    "in die ",
    "in das ",
    "ins ",
    "in den ",
    "auf dem ",
    "beim ",
    "bei der ",
)
