"""What German announcements are made of: kinds of events, what one says of them, what speaks of something else."""

import re

# Part of a word or a word of its own: "Jahrestagung", "AK".
EVENT_NOUN = re.compile(
    r"veranstaltung|vortrag|vorträge|workshop|seminar|webinar|tagung|fachtag|konferenz|kongress|forum|treffen"
    r"|sitzung|stammtisch"
    r"|austausch|diskussion|gespräch|abend\b|lesung|exkursion|führung\b|rundgang|messe\b|kurs\b|schulung|training"
    r"|dialog|frühstück"
    r"|sprechstunde|versammlung|symposium|kolloquium|vorlesung|barcamp|werkstatt\b|fortbildung|lehrgang|empfang\b"
    r"|konzert|börse\b|podium|runde\b|talk\b|salon\b|matinee|spaziergang|besichtigung|arbeitskreis|\bAK\b|hackathon"
    r"|sprint\b|meetup|treff\b|festival|jubiläum"
    r"|ausstellung|klausur|gipfel|\btag der\b"
    r"|[a-zäöü]{3}(?<!mon)(?<!ens)(?<!ers)(?<!rei)(?<!ams)(?<!onn)(?<!erk)(?<!ier)(?<!and)(?<!des)(?<!mit)tag\b"
    r"|lounge|mittagspause|impuls|labor\b|(?<=\w{3})akademie\b|jour fixe|feier\b|fest\b|theater|lunch|kino\b"
    r"|(?:literatur|lese|bibel|gesprächs|frauen|sing|näh|strick)kreis|besuch\b|buchvorstellung|präsentation\b"
    r"|einweihung|spatenstich|richtfest"
    r"|verleihung|premiere|aufführung|andacht\b"
    r"|gottesdienst|turnier|basar\b|(?:floh|weihnachts|trödel|herbst|oster|frühlings|kunst|advents)markt|repair-?café"
    r"|tanztee"
    r"|vernissage|finissage|kabarett|anhörung|(?:spiele|film|chor|musik)nacht|chorprobe|camp\b|gala\b|quiz\b"
    r"|umtrunk|wanderung|ausflug|radtour",
    re.I,
)
MEETS = re.compile(r"statt|\b(?:treffen (?:sich|wir uns|uns)|trifft sich|tagt|tagen)\b")
EVENT_VERB = re.compile(  # in small letters
    r"\b(?:findet|finden|lädt|laden|einlädt|einladen|eingeladen|einzuladen|treffen|trifft|tagt|beginnt|startet"
    r"|veranstalte[tn]|fahren|gibt eine?|bietet|diskutier\w{1,4}|kommen|steht|stehen"
    r"|widmet|dreht|referier\w{1,3}|spricht|sprechen|liest|hält|geht es|sehen wir uns|bietet|bieten|richtet"
    r"|organisier\w{1,3}|informier\w{1,3}|stellt|begrüß\w{1,3}"
    r"|sehen uns|freuen|freut|veranstaltet|öffnet|ist es so ?weit|kommt|gastiert|einladung|erwarte[nt]|gibt es"
    r"|austauschen"
    r"|tauschen|geplant|angeboten|statt|nachgeholt|verschoben|verlegt"
    r"|zeigt|zeigen|präsentier\w{1,3}|spielt|spielen|feiert|feiern|berichtet|berichten|erläuter\w{1,3}|erklär(?:t|en)"
    r"|eröffnet|singt|lesen|vorstellt"
    r"|folgt|folgenden termin|halten|merken|vormerken|wird|werden|möchten|wollen)\b",
)
# "Die Tagung am Samstag, 27. September, ist zugleich …"
NAMES_EVENT = re.compile(
    r"\b(?:die|das|der|unsere?) (?:veranstaltung|tagung|konferenz|fachtag|workshop|seminar|symposium|forum"
    r"|kongress|treffen) am\s$",
    re.I,
)
REGISTRATION = re.compile(
    r"anmeld|angemeldet|anzumelden|\banm\.|registrier|rückmeld|rückantwort|zurückmeld|zu-? ?(?:und|oder) absage|zusage"
    r"|zusagen|(?:kurz|bitte|gerne) (?:bis [^.;\n]{4,24} )?melden\b|^[^.;]{0,30}\bmelden\b"
    r"|melden bei|u\.? ?a\.? ?w\.? ?g|um antwort|buchbar|buchen sie|zu buchen"
    r"|plätze sichern"
    r"|wie viele (?:wir|ihr) (?:werden|seid|sein)|wissen wir gerne?|wüssten wir"
    r"|platz sichern|meld(?:e|en|et) (?:sie|sich|euch|dich|du)|meldet euch|bescheid|teilnahmewunsch|anmeldbar"
    r"|(?:sagt|gebt|sagen|geben|schreib\w{0,3}|mailt|ruft) (?:sie |ihr )?(?:uns|mir|an)\b"
    r"|(?:teilnehmen|mitfahren|mitkommen|mitmachen|dabei ?sein) (?:möchte|will|wollen|möchten)|tragt euch"
    r"|tragen sie sich|ein(?:zu)?tragen|mel(?:de"
    r"|dung(?:en)?) (?:bis|an)|nach (?:termin)?vereinbarung|\bantwort(?:et|en)\b|kurze (?:mail|nachricht|antwort)"
    r"|reservier|sign up|register",
    re.I,
)
# The date stands within what one is asked for: "Sagt bitte bis 4. März kurz zu"; a bullet stands for it.
REGISTRATION_AROUND = re.compile(
    r"\bsag(?:t|en|e)\b[^.;\n•]{0,60}•[^.;\n]{0,40}\bzu(?:[.,!]|$)|\bteil(?:t|en"
    r"|e)\b[^.;\n•]{0,60}•[^.;\n]{0,40}\bmit\b"
    r"|\blass(?:t|en|e)?\b[^.;\n•]{0,60}•[^.;\n]{0,40}\bwissen\b|\bsagt?\b[^.;\n•]{0,60}•[^.;\n]{0,40}\bbescheid\b",
    re.I,
)
NO_REGISTRATION = re.compile(
    r"ohne (?:vorherige |vor)?anmeldung|(?:keine|eine) (?:vorherige "
    r"|vor)?anmeldung (?:ist )?(?:nicht )?(?:erforderlich|nötig|notwendig)|anmeldung (?:ist )?nicht (?:erforderlich"
    r"|nötig|notwendig)"
    r"|keine (?:vor)?anmeldung|nicht anmelden|anmeldung entfällt",
)
LIMITED_PLACES = re.compile(
    r"(?:plätze|teilnehmerzahl|teilnehmendenzahl|teilnahme|platzzahl|teilnehmer\w{0,8}) (?:ist "
    r"|sind )?(?:auf \d+ \w+ )?(?:be|ein)(?:grenzt|schränkt)|begrenzte (?:platz|teilnehm)|nur \d+ plätze"
    r"|max(?:imal|\.) \d+ (?:person|teiln)",
)
REGISTRATION_CLOSED = re.compile(
    r"buchungen sind[^.\n]{0,60}nicht mehr möglich|anmeldung(?:en)?[^.\n]{0,40}(?:nicht mehr möglich|geschlossen"
    r"|beendet|abgelaufen)|anmeldefrist[^.\n]{0,20}abgelaufen"
    r"|(?<!\w)ausgebucht|bookings? closed|keine (?:freien )?plätze mehr|bookings are closed",
)
UNTIL = re.compile(
    r"\b(?:bis(?: spätestens)?(?: (?:zum|einschließlich|incl\.|inkl\.|einschl\.|am|zu dem))?(?: spätestens)?"
    r"|spätestens(?: (?:bis(?: zum)?|am|zum))?|until|by)[\s,:]{0,2}(?:Oster\w+ \(|Pfingst\w+ \()?"
    r"(?:\d{1,2}(?:[:.]\d\d)? ?Uhr (?:am |des )?)?$",
    re.I,
)
# "Anmeldungen sind vom 1. Februar bis 1. März möglich": the last day of a range.
OPEN_FROM = re.compile(r"(?:anmeld|registrier)[^.;\n]{0,40}\b(?:vom|von|ab)\s$", re.I)
OPEN = re.compile(r"\s{0,3}(?:möglich|geöffnet|freigeschaltet|an\b|entgegen)", re.I)
DEADLINE_NAMED = re.compile(
    r"(?:letzte|späteste)[rn]? anmelde(?:tag|termin)[^.\n]{0,30}$"
    r"|anmeldung(?:en)? (?:schließt|schließen|endet|enden|läuft|laufen)[^.\n]{0,20}$"
    r"|(?:(?:an|rück)?melde(?:schluss|schluß|frist|ende)|buchungsschluss|anmeldeschluß)[^.\n]{0,45}$"
    r"|verlängert[^.\n]{0,12}\bbis\b[^.\n]{0,12}$",
    re.I,
)
OTHER_DEADLINE = re.compile(
    r"frühbuch|abmeld|storn|rücktritt|bewerb|einreich|vorschläge|call for|beiträge|antrag|anträge"
    r"|(?<!wirtschafts)förder|abstract"
    r"|themenwünsche|fragen (?:bitte|vorab|könn)|umfrage|hotel|zimmer|kontingent"
    r"|ausstellung|aufzeichnung|abrufbar|verfügbar|unterlagen|zahlung|überweis|vorverkauf",
    re.I,
)
EXTENDED = re.compile(r"verlänger|neue(?:r|n)? (?:anmelde|frist)", re.I)
OLD_DATE = re.compile(
    r"(?:anstatt|anstelle|ursprünglich|eigentlich|bisher|bislang|zunächst|ausgefallen|abgesagt|verschoben vom"
    r"|verlegt vom|nicht wie (?:geplant|angekündigt)|alter termin)[^.;\n]{0,60}$"
    r"|(?<!findet )(?<!finden )\b(?:statt)(?: (?:am|vom|wie|des|dem|geplant|angekündigt|bisher|ursprünglich|den))*\s?$",
    re.I,
)
MOVED_BEHIND = re.compile(
    r"^[^.;\n]{0,70}?(?:entfällt|fällt (?:leider |krankheitsbedingt )?aus|abgesagt|verschoben|verlegt"
    r"|kann (?:leider )?nicht|nicht stattfinden|(?:findet|finden) (?:leider )?nicht)",
    re.I,
)
NEW_DATE = re.compile(
    r"(?:neue[rsmn]? (?:termin|datum)|nachhol\w{0,3}termin|ersatz\w{0,3}termin|ausweichtermin|nachgeholt"
    r"|(?:verschoben|verlegt|verschiebt sich|verschieben)[^.;\n]{0,40}\b(?:auf|zum)|findet (?:nun|jetzt|stattdessen"
    r"|dafür)|stattdessen|sondern"
    r"|jetzt (?:am|neu)|nun(?:mehr)? am|holen wir)[^.;\n]{0,60}$|(?<!\w)neu:?\s{0,6}(?:am\s)?$|auf (?:den )?$",
    re.I,
)
RESCHEDULED = re.compile(
    r"\b(?:verschoben|verlegt|verschiebt sich|neuer termin|neue[sn]? datum|nachholtermin|ersatztermin|nachgeholt"
    r"|ausweichtermin)\b",
)
PUBLISHED = re.compile(  # in small letters
    r"(?:pressemitteilung|presseinformation|medieninformation|pressemeldung|presse-?info|\bpm\b|\bstand:?|©"
    r"|copyright|veröffentlicht|aktualisiert|erstellt|eingestellt|gesendet|geschrieben|ausgabe|newsletter"
    r"|rundschreiben|amtsblatt|mitteilungsblatt|erschienen"
    r"|sperrfrist|bekanntmachung|letzte änderung|posted|published)[^.\n]{0,45}$",
)
# "Ab dem 1. Juli gilt …" is no event; "ab dem 1. Juli startet …" may be one.
FROM = re.compile(r"\b(?:ab|seit)(?: dem)?\s$", re.I)
HOLDS = re.compile(
    r"\s(?:(?:nur|auch|dann|bundesweit|europaweit|in der EU|in Deutschland) )?(?!startet|starten|beginn|finde|trifft"
    r"|treffen"
    r"|l[aä]d|bietet|läuft|laufen|geht|geben|gibt|öffnet|zeigt|um\b|und\b|bis\b|im\b|in\b|an\b|am\b|jeweils"
    r"|jeden)[a-zäöü]{3,}",
)
BEGINS = re.compile(
    r"\b(?:start(?:e[nt]|et)|beginn\w{1,3}|find(?:et|en)|läuft|laufen|öffne[nt]|trifft|treffen|l[aä]d\w{0,2}|tagt)\b",
    re.I,
)
# A law, a decision, a statistic, a period: its date is never the event's.
FOREIGN_DATE = re.compile(  # in small letters
    r"(?:gesetz|verordnung|beschluss|ratsbeschluss|richtlinie|fassung|erlass|urteil|aufruf|bescheid|vertrag"
    r"|protokoll|satzung|stichtag|zensus|umfrage|erhebung|statistik|schreiben|einladung|mail|brief|artikel|bericht"
    r"|haushalt|leitlinie|dsgvo)\w{0,4}[^.\n]{0,40}\b(?:vom|zum|am|per|mit stand)\s$"
    r"|\b(?:seit|bis|per|stand|zum stichtag|gültig ab|in kraft|ab sofort bis|zwischen|geboren|gegründet|nach dem"
    r"|vor dem|inkrafttreten|trat|tritt)(?: (?:dem|am|zum|einschließlich))?\s(?:\w+\s)?$",
)
OTHER_OCCASION = re.compile(  # in small letters
    r"\b(?:letzte[nrsm]?|vergangene[nrsm]?|vorige[nrsm]?|vorherige[nrsm]?|zurückliegende[nr]?|vorjahr\w{0,3}|zuletzt"
    r"|damals|bereits|erstmals|auftaktveranstaltung|fand|fanden|stattgefunden|trafen|war|waren|wurde|wurden|hatte"
    r"|hatten|folgetermin\w{0,2}"
    r"|weitere[nrs]? (?:\w+ )?(?:termin|treffen|veranstaltung|sitzung)\w{0,3}|übernächste[nrs]?|fortsetzung"
    r"|fortgesetzt|zweite[rnsm]? (?:teil|termin|treffen|abend)|teil 2|teil ii|ferien|vorverkauf|einsendeschluss"
    r"|antragsfrist|bewerbungs\w{1,8}"
    r"|zugangsdaten|einwahldaten|versandt|verschickt|verschicken|zugeschickt|versenden|zusenden|aufzeichnung"
    r"|freigeschaltet|anmeldung (?:ist )?ab|anmeldestart|anmeldebeginn|technik-?check|techniktest|probelauf"
    r"|vorbesprechung|generalprobe|abgabe|inkrafttreten|in kraft"
    r"|haushaltsjahr|abrufbar|sowie (?:am|im)|außerdem|ebenfalls|danach|später|ein weiteres|jeweils"
    r"|wieder am|dann am|geht es weiter|wiederholt|wiederholung|wiederholungstermin"
    r"|beim ersten|beim zweiten|ausblick)\b"
    r"|\bnächste[rsn]? (?:termin|treffen|sitzung|stammtisch|abend)\w{0,3}",
)
ONLINE_WORD = re.compile(
    r"\b(?:online|digital|virtuell|hybrid|remote|webinar|web-?seminar|video-?konferenz|videocall|live-?stream"
    r"|streaming|telefonkonferenz|zoom|webex|teams|internet|web-?meeting)\w{0,6}",
    re.I,
)
EMPTY_WORDS = frozenset({
    "der", "die", "das", "den", "dem", "des", "ein", "eine", "einen", "einem", "einer",
    "unser", "unsere", "unserer", "unserem", "unseren",
})  # fmt: skip
