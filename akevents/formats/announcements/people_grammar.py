"""What sentences say of persons: who moderates, who speaks, who only greets or is asked."""

import re
from collections.abc import Iterable

from akevents.formats.announcements.name_grammar import CAPITAL

# MODERATES_BEFORE, SPEAKS_BEFORE, FOREIGN, QUOTED_SAYING and MODERATION are looked for in small letters.
_MODERATES_BEHIND = re.compile(  # the person follows
    r"(?:moderier(?:t|en)(?: (?:wird|werden))?(?: (?:die|das|der|den|diese|dieser)(?: (?!von\b"
    r"|durch\b)\w+){1,3}?)?(?: (?:wird"
    r"|werden))?(?: von| durch)?:?\s"
    r"|(?:moderation|leitung|(?<!ein)führung)(?: des \w+| der \w+)?(?: (?:übernimmt|übernehmen|hat|haben|liegt bei"
    r"|liegt in den"
    r" händen von|macht|erfolgt durch|wird übernommen von)(?: auch| wieder| erneut)?)\s"
    r"|(?:unter (?:der )?)?(?:moderation|leitung|gesprächsleitung|diskussionsleitung) (?:von|durch)\s"
    r"|(?:durch (?:den|die|das|diesen|unseren?) [^.\n]{0,30}?(?:abend|veranstaltung|programm|tag|nachmittag"
    r"|vormittag|morgen|diskussion|gespräch|konferenz|tagung|runde|workshop|sitzung|treffen|stunde|podium|forum"
    r"|talk)s? (?:führ(?:t|en)|leite[tn]|begleite[tn]))\s"
    r"|durch (?:den|die|das|diesen|dieses|unseren?|beide|alle|unser) (?!\w*(?:ausstellung|stadt|museum|sammlung|park|garten|wald"
    r"|gelände|quartier"
    r"|betrieb|werk|haus|räume|hallen?|viertel|dorf|anlage|revier)\b)\w+ (?:führ(?:t|en)|geleite[tn]|begleite[tn])"
    r"(?: (?:uns|euch|sie|wieder|dabei|erneut)){0,2}\s"
    r"|(?:das|die|den|dieses|dieser) (?:\w{0,20}gespräch|interview|\w{0,20}diskussion|\w{0,20}runde|\w{0,20}talk"
    r"|\w{0,20}abend|\w{0,20}veranstaltung|\w{0,20}versammlung|\w{0,20}sitzung|\w{0,20}tagung|workshop|seminar"
    r"|webinar|\w{0,20}austausch|\w{0,20}treffen|\w{0,20}forum)\w{0,2} (?:führ(?:t|en)|leite[tn]|moderier(?:t"
    r"|en))\s|ge(?:leitet|führt) (?:wird [^.\n]{2,40} )?von\s|moderiert wird [^.\n]{0,80}? (?:von|durch)\s"
    r"|\bdas gespräch mit [^.\n]{3,40} leitet\s|moderiert (?:wird|von|durch)\s|\b(?:mod|ltg)\.:?\s|\bmoderated by\s"
    r"|\bmoderator(?:in)?(?: (?:des|der|dieses"
    r"|dieser|ist) \w{3,20})? ist\s|gastgeber(?:in)?(?: ist| des abends ist)?\s"
    r"|\bden vorsitz (?:führt|hat|übernimmt)\s"
    r"|als (?:versammlungs|sitzungs|gesprächs|diskussions|tagungs)leiter(?:in)? (?:hat sich|wirkt|steht|fungiert)(?: \w+)?\s)",
)
_MODERATES_TO_NAME = re.compile(  # what follows is told by its capital letter
    r"(?<![\w-])[Mm]oderator(?:in)?\s(?=[A-ZÄÖÜ])|\b(?:[Mm]oderation|[Ll]eitung|MODERATION|LEITUNG)\s(?:wie (?:immer"
    r"|gewohnt"
    r"|üblich|stets)\s|erneut\s|wieder\s)?(?=[A-ZÄÖÜ])"
)
MODERATES_BEFORE = re.compile(  # the person stands in front
    r"\s(?:moderier(?:t|en)\b|durch (?:den|die|das) [\w-]{3,30} (?:führen|begleiten|leiten)\b|(?:geleitet"
    r"|moderiert) (?:wird|werden)\b|geleitet[.,]|(?:den abend "
    r"|die runde )?leiten wird\b"
    r"|die (?:moderation|leitung|gesprächsleitung) (?:übernimmt|übernehmen|hat|haben|innehat)\b|(?:der"
    r"|die) (?:\w{3,10} )?(?:die|das|den|durch) \w{3,20} (?:leitet|moderiert|führt)\b"
    r"|(?:übernimmt|übernehmen|hat|haben)(?: auch| wieder| dabei)? die (?:moderation"
    r"|leitung|gesprächsleitung)|führ(?:t|en) (?:\w{2,12} ){0,2}(?:durch (?:den|die|das) (?:\w{0,20}abend"
    r"|\w{0,20}veranstaltung|programm|tag|nachmittag|vormittag|gespräch|diskussion|runde|\w{0,12}tagung|workshop"
    r"|sitzung)|das gespräch)|leite(?:t|n) (?:die|den|das) (?:gespräch|diskussion|sitzung|abend|veranstaltung"
    r"|treffen|runde|austausch))",
)
_SPEAKS_BEHIND = re.compile(
    r"(?:(?:vortrag|keynote|impuls) [„\"][^“\"\n]{3,90}[“\"](?:,| –| -)\s|\b(?:keynote|impulsvortrag|impuls"
    r"|input|festvortrag|fachvortrag)\b[^.\n]{0,80}?:\s|\bes (?:spricht|sprechen"
    r"|referier(?:t|en)|les(?:en)|liest|diskutieren|berichte(?:t|n))(?: \w+){0,4}?:?\s"
    r"|(?:vortrag|lesung|vorträge|impuls(?:vortrag|e)?|inputs?|keynote|einführung|(?<=\()bericht|(?:werkstatt|praxis"
    r"|erfahrungs|sachstands|reise|projekt)bericht|fachvortrag"
    r"|konzert|workshop"
    r"|webinar|seminar)(?: [^.\n]{0,90}?)?? (?:von|mit|durch)\s"
    r"|(?:gast|gäste|expertin|experte|referent\w{0,5})(?: (?:des|an diesem|unseres|dieses) \w+)? (?:ist|sind|wird"
    r"|werden)\s|\bref\.:?\s|\b(?:fest)?redner(?:in)? (?:ist|sind|wird)\s|(?<!fragen )\bbeantworte(?:t|n)\s"
    r"|\bbeiträgen? von\s|(?:licht)?bilder von\s|laudator(?:in)? (?:ist|sind)\s|\bhören (?:wir )?(?:\w+ )?von\s"
    r"|führer(?:in)? (?:ist|sind)\s|zu gast (?:ist|sind|ist diesmal|sein wird)?:?\s"
    r"|als (?:referent\w{0,5}|gast"
    r"|gäste|experte|expertin"
    r"|redner\w{0,5}|impulsgeber\w{0,3}|fachreferent\w{0,3})[^.\n]{0,40}?(?:konnten? wir|begrüßen wir|dürfen wir"
    r"|haben wir|konnte|steht|ist|sind|kommt|kommen|begrüßt|wird|freuen wir uns auf|gewinnen wir)?\s"
    r"|auf dem podium (?:sitzen|diskutieren|sind|begrüßen wir|nehmen platz)?:?\s"
    r"|referent(?:in|en|innen)?(?: des abends)?(?: ist| sind)\s|(?:referiert"
    r"|berichtet|berichten|spricht|sprechen|liest|erklärt|erläutert|zeigt|stell(?:t|en)(?! uns)|gibt(?! es\b)|geben|hält|halten"
    r"|führt|präsentiert|präsentieren|informiert|informieren|verrät|verraten|erzählt|erzählen|schildert|beleuchtet"
    r"|vermittelt)\s"
    r"|\bmit (?:dabei (?:ist|sind)|dabei):?\s|\bmit:\s|\bdiskutier(?:t|en)\s|\bspeakers?(?: (?:is|are))?:?\s"
    r"|\bwir begrüßen (?:als \w+ )?|freuen uns (?:auf|über)\s|gewonnen werden konnten?:?\s"
    r"|(?<!-)antwortet (?:ihr|ihm|darauf|ihnen)?\s?|den (?:einstieg|auftakt|anfang|aufschlag|impuls) (?:macht|machen"
    r"|gibt|geben)\s"
    r"|zugesagt haben(?: bisher| bereits| schon)?:?\s|gesprächspartner\w{0,5} (?:ist|sind)\s"
    r"|podiumsgäst\w{1,2}(?: sind)?:?\s|teilnehmen werden:?\s|haben zugesagt:?\s|\bimpulse? (?:kommt|kommen"
    r"|geben|gibt|liefert|liefern)(?: \w+)? (?:von )?)",
)
_TOGETHER = (
    r"(?<!kooperation )(?<!zusammen )(?<!gemeinsam )(?<!kontakt )(?<!absprache )(?<!rücksprache )(?<!zusammenarbeit )"
)
_SPEAKS_TO_NAME = re.compile(  # what follows is told by its capital letter
    r"\b[Rr]eferent(?:in)?\s(?=[A-ZÄÖÜ])"
    rf"|{_TOGETHER}(?<!abstimmung )(?<!verbindung )\b[Mm]it (?:(?:der|dem|den|unserem|unserer)\s)?(?:[A-ZÄÖÜ][\w-]+\s)??"
    r"(?=(?:Frau |Herrn? |Dr\. |Prof)?[A-ZÄÖÜ])"
    r"|(?:[Dd]iskutier(?:t|en)|[Ss]prechen|[Ss]pricht)(?: [a-zäöü]\w*){0,5}? (?:mit)?:?\s"
)


def speaks_behind(text: str, low: str, start: int, end: int) -> list[int]:
    """Where phrases end behind which a speaker stands; `low` is the text in small letters."""
    return _ends(((_SPEAKS_BEHIND, low), (_SPEAKS_TO_NAME, text)), start, end)


def moderates_behind(text: str, low: str, start: int, end: int) -> list[int]:
    """The same for a moderator."""
    return _ends(((_MODERATES_BEHIND, low), (_MODERATES_TO_NAME, text)), start, end)


def _ends(patterns: Iterable[tuple[re.Pattern[str], str]], start: int, end: int) -> list[int]:
    return sorted(cue.end() for pattern, where in patterns for cue in pattern.finditer(where, start, end))


SPEAKS_BEFORE = re.compile(
    r"(?:referier|berichte[nt]\b|spricht\b|sprechen\b|\bliest\b|\bstellt\b|\bstellen\b|präsentier|einführung"
    r"|einführ|impuls|input|keynote|vortrag|erläuter[nt]|\bzeig(?:t|en)\b|informier[et]|\bgibt\b|\bgeben\b"
    r"|\bhält\b|\bhalten\b|vorstellen|einblick|zugesagt|zu gast|gewinnen|diskutier|erklär(?:t|en)\b|schilder[nt]"
    r"|rede und antwort|beantwortet [^.]{0,12}fragen (?:im|aus|der|rund|zu)"
    r"|beleuchte[nt]|erzähl(?:t|en)\b|teilt\b|skizzier|geht der frage|widmet sich|ordnet [^.]{0,30}\bein\b"
    r"|, eingeladen\b|zu uns\b|wird uns"
    r"|werden uns|nimmt uns"
    r"|nehmen uns)",
)
GREETS = re.compile(r"begrüß(?:t|en|ung)|grußwort|eröffne[nt]|eröffnung|willkommen|schlusswort|verabschied", re.I)
FOREIGN = re.compile(
    r"rückfragen|ansprechpartner|kontakt|anmeldung(?:en)? (?:bei|an|über|unter|nimmt)|telefon|tel\.|e-?mail|@"
    r"|mit freundlichen|viele grüße|herzliche grüße|v\.i\.s\.d|redaktion|fotos?:|organisier|gefördert|nach einem"
    r"|musik|catering|nach (?:herrn|frau)|auskunft|auskünfte|melden (?:sie|sich)",
)
QUOTED_SAYING = re.compile(
    r"(?:[!?.]?[“\"«]\s{0,6},|[!?.,][“\"«])\s{0,6}(?:so|sagt|sagte|betont|erklärt|erläutert|freut sich|berichtet"
    r"|meint|unterstreicht"
    r"|ergänzt|hebt)\b|\b(?:sagt|sagte|betont|freut sich|meint|unterstreicht|ergänzt|lobt|dankt)\b",
)
TWO_PERSONS = re.compile(r"[A-ZÀ-ÖØ-Þ][\w-]+ [A-ZÀ-ÖØ-Þ][\w-]+ (?:und|sowie|&) [A-ZÀ-ÖØ-Þ]")
BRACKETED = re.compile(rf"({CAPITAL}[\w'’-]{{1,30}}(?:\s{CAPITAL}[\w'’-]{{1,30}}){{1,2}})\s\(")
# On one line with a label, but no longer of its value: "Leitung: A. Meier, Anmeldung b. Herrn Ott".
NEXT_MATTER = re.compile(r"[,;.]\s(?:Anm\b|Anmeld|Rückmeld|Tel\.|Kosten|Eintritt|Gebühr|Kontakt|Info)")
# So strong that what follows need not be a known name.
INTRODUCES = re.compile(
    r"(?:(?:vortrag|impuls|impulsvortrag|input|keynote|referat|lesung|beitrag|beiträgen?) von|lesung mit"
    r"|laudator(?:in)? ist|es (?<=\bes )(?:spricht|referiert|liest)"
    r"|zu gast ist|referent(?:(?<=\breferent)|in(?<=\breferentin)) ist|rednerin? ist|führer(?:in)? ist)\s"
)
TURNS_TO_MODERATION = re.compile(r"[,;.|]\s{1,3}(?:Moderation|Mod\.|Leitung|Moderiert|Es moderiert)\b")
# An item of a programme or agenda that ends with who gives it: "2. Sachstandsbericht – Herr Volkmar Ellerbrock".
GIVEN_BY = re.compile(r"(?:\d{1,2}\.|TOP \d{1,2}:?|\d{1,2}[:.]\d\d(?: Uhr)?)\s[^\n]{3,90}?\s[–—-]\s(?=[A-ZÄÖÜ])")
BEFORE_TALK = re.compile(
    r"\s?(?:\([^)]{2,60}\))?(?:, [^:„\"]{2,60})?:\s{0,2}[„“\"»]"
)  # "Benedikt Oyen (Marlau): „Wer …“"
PROGRAMME_ITEM = re.compile(
    r"[^\w\n]{0,4}(?:(?:ab|gegen|ca\.)\s)?\d{1,2}[.:]\d\d\s?(?:Uhr|h\b)?:?\s|[^\w\n]{0,4}\d{1,2} Uhr:?\s"
)
BELOW_ITEM = re.compile(
    rf"(?:(?:Dr|Prof)\. )*{CAPITAL}[\w'’-]{{1,30}}(?:\s{CAPITAL}[\w'’-]{{1,30}}){{1,2}}(?:$|,|\s\()"
)
NO_TALK = re.compile(
    r"begrüß|grußwort|eröffn|willkommen|schlusswort|verabschied|einlass|anreise|ankommen|eintreffen|auftakt mit|musik"
    r"|moderation"
    r"|gesprächsleitung|diskussionsleitung",
    re.I,
)
I_LEAD = re.compile(  # in small letters
    r"(?:ich (?<=\bich )(?:(?:selbst|wieder|auch|dann|werde|darf|die) ){0,3}(?:leite|moderiere"
    r"|führe (?:\w+ ){0,2}durch)\b"
    r"|ich (?<=\bich )(?:\w+ ){1,6}(?:moderieren|die moderation|die leitung|durch (?:den|die|das) \w+ (?:führen"
    r"|begleiten))\b"
    r"|(?:moderiere|leite|führe|begleite) (?:(?:wieder|auch|diesmal|sie|euch) ){0,2}ich\b"
    r"|(?:moderation|leitung)(?: \w+){0,5}? (?:übernehme|mache|habe)(?: (?!nicht\b)\w+){0,3}? ich\b"
    r"|(?:moderation|leitung)(?: \w+){0,5}? (?:liegt|bleibt)(?: \w+){0,2}? bei mir\b"
    r"|(?:moderieren|leiten) (?:werde|darf|möchte) (?:\w+ ){0,2}?ich\b|(?:moderation|leitung): (?:ich"
    r"|meine wenigkeit)\b)"
)
SIGNED = re.compile(
    r"\W{0,3}(?:gez\.|i\. ?[AV]\.)\s|(?:[^.,\n]{0,30}[,!] )?(?:mit )?(?:\w+ ){1,2}gr(?:u|ü)(?:ß|ss)e?n?\b"
    r"|\W{0,3}(?:(?-i:Eure?|Ihre?)) (?=(?-i:[A-ZÄÖÜ])\w+ (?-i:[A-ZÄÖÜ]))",
    re.I,
)
PODIUM = re.compile(r"\bpodium|\bdiskutier(?:t|en)\b|podiumsgäst", re.I)
MODERATION = re.compile(
    r"\b(?:moder(?:ier|ation|ated|ator)|leitung|mod\.|ltg\.|geführt|durch de|durch di|das gespräch)"
)
LIST_FOLLOWS = re.compile(
    r"\b(?:mit|mit dabei|dabei(?: sind)?|sprechen|spricht|diskutieren|referieren|referiert|berichten|gäste"
    r"|gästen|zugesagt(?: haben)?|podium|impulse(?: kommen von| von)?|begrüßen|mitwirkende|expert\w{1,5}"
    r"|redner\w{0,5}|referent\w{0,5}|gewinnen|uns auf|(?:vortrag|lesung|gespräch|konzert) (?:von|mit))\s?:?$",
    re.I,
)
ENDS_LIKE_TALK = re.compile(r"\b\w*(?:vortrag|impuls|keynote|lesung|referat|input)\b[^.\n]{0,90}[“\"?!]$", re.I)
ITEM = re.compile(r"[-–—•*·▪►✓➤]\s|\d\.\s")
CONTACT = re.compile(r"\W{0,3}(?:(?:presse)?kontakt|rückfragen|ansprechp|ihre? ansprech)", re.I)
LETTER = re.compile(
    r"\W{0,3}(?:sehr geehrte|liebe|hallo|guten|moin|mit freundlichen|viele grüße|herzliche grüße"
    r"|freundliche grüße|hi\b)",
    re.I,
)
# Labels behind which a person stands or a subject.
TALK_OR_PERSON = re.compile(
    r"vortrag$|lesung$|mit$|podium|impuls|input|keynote|einführung|fachvortrag|gast|gäste|einleitung|referat", re.I
)
# A full stop behind it belongs to an academic title: "Dr. phil. Anna Meier", "Dipl.-Psych. Bernd Schulz".
TITLE_ENDS = re.compile(
    r"\b(?:Prof|Dipl|Mag|phil|jur|med|vet|dent|nat|rer|pol|oec|habil|theol|paed|soc|agr|techn|Ing|Psych|Geogr|Päd|Soz"
    r"|Biol|Kfm|Volksw|Betriebsw|Des|Verw)$"
)
