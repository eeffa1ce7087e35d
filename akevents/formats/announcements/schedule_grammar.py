"""What stands around times of day: doors, ends, office hours, tickets, items of a programme."""

import re

DOORS = (
    r"(?:einlass|check-?in|ankommen|ankunft|anreise|türöffnung|saalöffnung|registrierung|eintreffen|einwahl|login"
    r"|technik-?(?:check|probe|test)|warm-?up|empfang mit|akkreditierung|kaffee(?!tafel|klatsch|trinken|nachmittag"
    r"|runde|pause"
    r"|kränzchen|haus)|anmeldung vor ort|anmeldung(?=,| und| &|$)"
    r"|öffnung des)"
)
DOORS_BEFORE = re.compile(DOORS + r"[^,;|.\n\d]{0,24}(?:ca\.\s?)?$", re.I)
DOORS_BEHIND = re.compile(
    r"[\s:–|(-]{0,4}(?:Uhr)?[\s:–|(-]{0,4}(?:der |die |das |mit |ist |zum |möglich)?(?:\w+es )?" + DOORS, re.I
)
END_BEFORE = re.compile(
    r"\bhören (?:wir )?(?:um|gegen|ca\.)?\s?$|\bende rechnen wir (?:um|gegen|ca\.)?\s?$|(?:abend|veranstaltung"
    r"|treffen|sitzung|versammlung|tagung|programm|tag) schließt (?:um|gegen|ca\.)?\s?$|\b(?:(?:veranstaltungs"
    r"|programm)?ende|endet|enden|schluss"
    r"|rückkehr)\b(?:\s(?:(?:am )?(?:\w{2,6}tag|mittwoch|sonnabend|(?:mo|di|mi|do|fr|sa|so)\b\.?)|nach (?:dem"
    r"|der) \w+|für|dort|der"
    r"|des|ist|wird|gegen|um|ca\.?"
    r"|voraussichtlich|etwa|geplant|veranstaltung|programms|die|das|treffen|wir|spätestens))*[\s:]{0,3}(?:gegen"
    r"|um|ca\.)?\s?$",
    re.I,
)
END_BEHIND = re.compile(
    r"[\s:–|(-]{0,5}(?:Uhr)?[\s:–|(-]{0,4}(?:(?:voraussichtliches|geplantes|offizielles|das|ist"
    r"|voraussichtlich)\s){0,2}(?:ende\b|veranstaltungsende|programmende|schluss\b|end of|tagungsende|seminarende)"
    r"|\s?(?:Uhr\s)?(?:soll|ist|wird|machen wir|wollen wir)\s(?:\w{3,12}\s)?(?:schluss|ende|feierabend)\b"
    r"|\s?(?:Uhr\s)?(?:soll|wird) [^.;\n]{0,40}\benden\b"
    r"|\s?(?:Uhr\s)?(?:endet|enden|schließt(?! sich))\b"
    r"|\s?(?:Uhr\s)?(?:ist|sind|wird|werden|sollten?|wollen|müssen) (?:(?:wir|die|der|das"
    r"|unser\w?)\s){0,2}(?:[\w-]{2,30}\s){0,2}"
    r"(?:zu ende|vorbei|schluss|fertig|durch sein)\b"
    r"|\s?(?:Uhr\s)?(?:möchten?|wollen|will|werden?) (?:ich|wir) [^.;\n]{0,40}\b(?:schließen|enden|beenden|fertig"
    r"|schluss)\b"
    r"|\s?(?:Uhr\s)?(?:werfen uns\b|wollen wir das licht\b|geht das licht aus\b|müssen wir (?:raus|gehen|schließen)\b"
    r"|schließen wir\b|(?:sind wir )?fertig\b|(?:sind|werden) wir (?:am ende|fertig|durch)\b"
    r"|zu ende\b|vorbei\b)"
    r"|[^.;,\n\d]{2,40}(?:\bund|/|&|,) (?:ende|abreise|heimreise)\b|[\s:–|(-]{0,5}(?:Uhr)?[\s:–"
    r"|(-]{0,4}(?:abreise|heimreise)\b",
    re.I,
)
NEAR_AFTER, NEAR_BEFORE = 24, 8  # characters between a date and its time: ", von ca. "; " am "
LINK_AFTER = re.compile(r"[\s,;:|()–—-]{0,4}(?:(?:von|um|ab|bis|gegen|ca\.|spätestens|zwischen|jeweils)\s{0,2}){0,3}")
LINK_BEFORE = re.compile(r"\s{0,2}(?:am|des|,)\s{0,2}")
STARTS = re.compile(r"\b(?:beginn|start|anfang)[\s:]{1,3}(?:um|ab|gegen|ca\.)?\s?$", re.I)
NOT_NOW = re.compile(
    r"\b(?:nicht(?: wie geplant| wie angekündigt)?|statt|anstatt|ursprünglich|bisher)(?: erst| schon)?(?: um| ab"
    r"| von)?\s$",
    re.I,
)
OFFICE_HOURS = re.compile(
    r"(?:\b(?:Mo|Di|Mi|Do|Montag|Dienstag|Mittwoch|Donnerstag)\w{0,6}\.?\s?(?:-|–|bis)\s?(?:Mi|Do|Fr|Sa|So"
    r"|Mittwoch|Donnerstag|Freitag|Samstag)\w{0,6}\.?,?:?\s|erreichbar|sprechzeit|öffnungszeit|geöffnet|bürozeit"
    r"|hotline|telefonisch|montags|täglich|werktags)",
    re.I,
)
PROGRAMME_LINE = re.compile(
    r"[^\w\n]{0,6}(?:(?:ab|ca\.|gegen|um|von)\s)?\d{1,2}(?:[:.]\d\d)?(?:\s?Uhr|\s?h\b)?(?:\s?(?:-|–|—"
    r"|bis)\s?(?:ca\.\s)?\d{1,2}(?:[:.]\d\d)?)?(?:\s?Uhr|\s?h\b)?[\s:|,–—-]{1,16}[^\d\s][^\n]{2}"
)
BEGINS = re.compile(
    r"\b(?:veranstaltung|treffen|sitzung|workshop|seminar|stammtisch|austausch|abend|tagung|fachtag|lesung|webinar"
    r"|online-\w+|es)\b[^.;\n]{0,30}?\b(?:beginnt|startet|beginnen|starten|los)\b[^.;,\n]{0,30}$"
    r"|\bbeginn\b(?:\s(?:ist|der veranstaltung|(?:der|des) [\w-]+ ist|jeweils|wie gewohnt|pünktlich))*[\s:]{1,3}(?:um"
    r"|ab|gegen|ist)?\s?$"
    r"|\bwir (?:beginnen|starten)\b[^.;,\n]{0,30}$|\b(?:wir treffen|treffen wir) uns\b[^.;,\n]{0,12}$"
    r"|\b(?:beginnt|starten wir|beginnen wir|startet|geht es|geht's|los geht es|los geht's)\b[^.;,\n]{0,30}$",
    re.I,
)
BEGINS_BEHIND = re.compile(
    r"\s?(?:Uhr\s)?(?:geht es los|geht's los|legen wir los|fangen wir an|beginnen wir|starten wir)\b", re.I
)
# "Die Tagung, die um 10 Uhr beginnt"
WHICH_BEGINS = re.compile(
    r"\b(?:veranstaltung|treffen|sitzung|workshop|seminar|stammtisch|abend|tagung|lesung|vortrag|konferenz)\w{0,2}, (?:die|der"
    r"|das) (?:am \w+ )?um $",
    re.I,
)
BEGIN_ENDS_IT = re.compile(r"\s?(?:Uhr\s)?(?:beginnt|startet)\b", re.I)
ENDS_LINE = re.compile(r"\W{0,4}(?:voraussichtliches |geplantes )?(?:ende|schluss)(?: der \w{3,20})?\W{0,3}", re.I)
ENDS = re.compile(r"\b(?:veranstaltung|treffen|sitzung|workshop|seminar|abend|tagung|ende)\b", re.I)
# "Karten im Vorverkauf bis 17 Uhr", "Abendkasse ab 18.30 Uhr"
TICKETS = re.compile(
    r"\b(?:(?:eintritts)?karten|tickets?|vorverkauf\w*|vvk|(?:abend)?kasse|erhältlich)\b[^;|\n]{0,40}?\b(?:bis"
    r"|ab|von)(?: zum)?\s$",
    re.I,
)
