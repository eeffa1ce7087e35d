"""What stands around titles: headings that are none, prefixes, houses, invitations, quotes."""

import re

GREETING = re.compile(
    r"(?:sehr geehrte|liebe[rns]?\b|hallo|guten (?:tag|morgen|abend)|moin|werte|dear|geehrte|servus|grüß gott"
    r"|hi\b|verehrte|hey\b|ihr lieben)",
    re.I,
)
META = re.compile(
    r"(?:presse-?(?:mitteilung|information|meldung|info|einladung|stelle)|medien-?(?:mitteilung|information)|pm\b"
    r"|(?:rundbrief|rundschreiben|infobrief|newsletter)\s?(?:nr\.?\s?)?\d[^\n]*|newsletter|rundschreiben|rundbrief"
    r"|mitteilungsblatt|terminhinweis|veranstaltungs(?:hinweis|tipp|kalender"
    r"|ankündigung|details?)|ankündigung|einladung|save the date|zur sofortigen veröffentlichung|aktuelles|termine?"
    r"|veranstaltungen|startseite|home|news|events?|zurück(?: zur (?:übersicht|liste))?|menü|suche|kontakt|details?"
    r"|(?:veranstaltungs|termin)?(?:kalender|programm|übersicht|vorschau) (?:\w+ )?(?:januar|februar|märz|april|mai"
    r"|juni|juli"
    r"|august|september|oktober|november|dezember|frühjahr|sommer|herbst|winter)\w{0,8}(?: \d{4}(?:/\d\d)?)?"
    r"|info|aushang|hinweis|wichtig(?:er hinweis)?|achtung|betreff|memo|notiz|einladung an (?:die|alle)[^\n]*"
    r"|(?:einladungs)?flyer|kalender|programm(?:flyer|heft)?|kursdetails|veranstaltung|seite \d+|sperrfrist[^\n]*"
    r"|weitergeleitete nachricht|-+ ?\w+ ?-+"
    r"|heute(?: abend)?|morgen(?: abend)?|nicht vergessen|nur noch (?:wenige|heute)[^\n]*|kurze info"
    r"|termin(?:e)? vormerken"
    r"|abgesagt|verschoben|entfällt|ausgebucht|neu|terminänderung|absage|erinnerung|zur erinnerung"
    r"|aus (?:dem|der|den) (?:rathaus|gemeinde|vereinen|verein|stadtverwaltung|ortsgemeinde|dorf|landratsamt|kreis)"
    r"|einladung und programm|einladung zur veranstaltung|öffentliche bekanntmachung|kurzmeldung"
    r"|vereinsnachrichten|bekanntmachungen?|bekanntgabe|(?:der|die) (?:ober)?(?:bürgermeister|landr[aä]t"
    r"|vorstand|vorsitzende|präsident|geschäftsführ|dekan|rektor)\w{0,5}|(?:kurs|kurs-?nr\.?"
    r"|kursnummer)\s?[\w./-]{2,14})(?:\s?(?:nr\.?\s?)?[\d/ .-]{0,12})?[\s:!–—-]*$",
    re.I,
)
META_BEGIN = re.compile(
    r"(?:presse-?(?:mitteilung|information|meldung)|medien-?(?:mitteilung|information)|stand:|©|https?:|www\."
    r"|an (?:die|den|das|alle|unsere)\b|nachrichtlich\b|von:|an:|gesendet:|startseite|zum inhalt|menü:|sprache:"
    r"|\[logo\]|aus dem (?:newsletter|rund|gemeinde|info)"
    r"|diese veranstaltung (?:hat|ist|wurde|liegt)\b|zu[mr]? \w+ springen|direkt zu[mr]?\b|skip to|cookie"
    r"|lade karte|karte (?:wird geladen|laden|anzeigen|nicht verfügbar)|loading map"
    r"|in den (?:kalender|warenkorb)|sie sind hier|home\s?[>"
    r"|/»]|zurück zu|newsletter|ausgabe|seite \d|nr\. \d"
    r"|(?:du bist|sie sind) hier\b|(?:heute|wieder) geöffnet\b|öffnungszeiten\b"
    r"|(?:eingetragen|eingestellt|veröffentlicht|erstellt|geschrieben) (?:am|von)\b"
    r"|tel\.?:|telefon\b|tel\.\s|fax\b|amtsblatt|mitteilungsblatt|\d{5}\s)",
    re.I,
)
PREFIX = re.compile(
    r"^(?:(?:einladung(?: (?:zum|zur|zu|zu unserem|zu unserer|an alle))?|wg|aw|fw|fwd|re|erinnerung(?: an)?"
    r"|save the date|abgesagt|absage(?: des| der)?|verschoben|neuer termin|terminänderung|terminhinweis"
    r"|veranstaltungs(?:hinweis|tipp)|termin|nachholtermin|ersatztermin|pressemitteilung|presseinformation|achtung"
    r"|hinweis|update|korrektur|entfällt|fällt aus|online|hybrid|ausgebucht|veranstaltung|wichtig|neu|zur erinnerung"
    r"|herzliche einladung(?: zum| zur| zu)?|einladung und programm|kurs|reminder|invitation|ankündigung"
    r"|noch plätze frei|verlegt|terminverschiebung|nicht vergessen|kurznotiz|vormerken|bitte vormerken)"
    r"\s{0,6}(?:[:!|–—]+|-\s|(?<=zum)\s|(?<=zur)\s|(?<=zu)\s|(?<=unserem)\s|(?<=unserer)\s|(?<=an)\s|(?<=des)\s"
    r"|(?<=der)\s|!!+)\s{0,6}|[\[(](?:einladung|abgesagt|online|hybrid|verschoben|extern|akevents"
    r"|[\w .-]{2,20})[\])]\s{0,6}|[#*_=~+>•▶►\s–—-]+)+",
    re.I,
)
ORGANISATION = re.compile(
    r"^(?:die |der |das )?(?:\w*stadt|gemeinde|markt|landkreis|kreis|region|ihk|industrie- und|handwerkskammer"
    r"|hwk|volkshochschule|vhs|verein|förderverein|heimatverein|hochschule|universität|fachhochschule|technische"
    r"|wirtschaftsförderung|wfg|stadtmarketing|ministerium|landratsamt|amt|verband|bund|netzwerk|agentur"
    r"|stiftung|institut|akademie|bibliothek|stadtbibliothek|stadtbücherei|kulturverein|sportverein|deutscher?"
    r"|dvag|arbeitskreis|ak|ag|bürgerinitiative|kirchengemeinde|ev\.|evang\.|kath\.|evangelisches?|katholisches?|fh|th|tu"
    r"|rotary|nabu|awo|\w*bund|\w*bündnis"
    r"|zentrum|\w+zentrum|\w+netz|(?:\w+ )?(?:regional|landes|orts)gruppe|neues aus"
    r"|fakultät|fachbereich|abteilung|sektion|referat|ortsgruppe|ortsverein|ortsverband|kreisverband"
    r"|\w*ministerium|\w+gruppe|\w+verein|\w+gesellschaft|\w+initiative|\w*sportbund|landeszentrale|(?:stadt"
    r"|gemeinde)werke|\w+genossenschaft|\w+museum|\w*förderkreis|caritas|diakonie|tsv|sv|tv|fc|tus|turnverein)\b",
    re.I,
)
HOUSE = re.compile(
    r"\b[\w-]+(?:verband|verein|bund|kammer|stiftung|gesellschaft|akademie|schule|museum|bibliothek|kirche)\b", re.I
)
ORGANISATION_TAIL = re.compile(r"\b(?:e\. ?V\.|GmbH|mbH|gGmbH|AG|eG|KG|AöR)\W*$|@|\bTel\.|\bPostfach\b|\d{5} [A-ZÄÖÜ]")
# What stands above every page of a site or paper: "+++ Newsletter …, Ausgabe 10/2024 +++", "Start / Service / Termine".
MASTHEAD = re.compile(
    r"[^:„“\"]{0,60}\b(?:newsletter|rundbrief|mitteilungsblatt|gemeindebrief|infobrief"
    r"|amtsblatt)(?![\w-])[^:„“\"]{0,60}"
    r"|(?:presse|medien|öffentlichkeitsarbeit|kommunikation|marketing)\b-?(?: (?:und|&) [\w-]{3,40}|stelle)?"
    r"|[\w-]{3,40}-(?:post|kurier|info|brief|bote|blatt)\s+nr\.? ?\d+"
    r"|[^|·›»>/\n]{2,40}(?:\s[|·›»>/]\s[^|·›»>/\n]{2,40}){2,}"
    r"|[^–\n]{2,40}(?:\s–\s[^–\n]{2,40}){3,}"
    r"|[^/\n]{2,40}\s/\s(?:veranstaltungs?\w{0,10}|termine?|kalender|details?)"
    r"|[^\s\d](?:[^\s\d]|\s(?!\s)){1,30}(?:(?:\s{2,8}|\t)[^\s\d](?:[^\s\d]|\s(?!\s)){1,30}){2,}"
    r"|(?:[«‹←<➔→»]|&laquo;)\s?(?:alle|zurück|zur|zum|vorherige[rs]?|nächste[rs]?|mehr|weitere|übersicht"
    r"|veranstaltungen)\b"
    r"[^\n]{0,40}"
    r"|(?:alle (?:veranstaltungen|termine)|zurück|zur übersicht)\s?[»›→>]?",
    re.I,
)
DATELINE = re.compile(
    r"[A-ZÄÖÜ][\w./ -]{1,40}?,?\s(?:den |am )?\d{1,2}\.\s?(?:\d{1,2}\.|[A-Za-zä]{3,9}\.?)\s?(?:\d{4}|\d\d)?"
)
# Below another heading it says what kind of event that is, and whose.
KIND_OF = re.compile(
    r"(?:ein|eine)\s(?:\w+ )?[\w-]+\b|(?:\w+ )?[\w-]+ (?:der|des|von|vom|mit|am|im|für|zu[mr]?|rund um) ", re.I
)
META_WORD = re.compile(
    r"achtung|wichtig\w{0,2}|änderung|hinweis|terminverschiebung|terminänderung|terminabsage|kurz|notiert"
    r"|gemeldet|bitte|beachten|termin|termine|neu|neuer|kurze|mitteilung|info|information|erinnerung|einladung"
    r"|und|programm|absage|veranstaltung|heute|aktuell|update|reminder|save|the|date|tipp|news|zur|vorankündigung",
    re.I,
)
ABOUT_PERSONS = re.compile(
    r"\W{0,4}(?:impulse?|inputs?|vorträge|mit|moderation|referent\w{0,6}|es (?:spricht|sprechen|moderiert)"
    r"|gäste?|leitung|vorgestellt von|von und mit)\b",
    re.I,
)
# A heading of a press release that is a sentence: the event has its own name in the text.
SAYS = re.compile(
    r"\b(?:l[aä]d(?:t|en)|eröffnet|stell(?:t|en)|startet|starten|zeigt|zeigen|feiert|informiert|diskutier(?:t|en)"
    r"|such(?:t|en)|trifft|fällt|geht|kommt|kommen|wird|werden|bietet|veranstaltet|macht|gibt|berät|beraten|wirbt"
    r"|spricht"
    r"|sprechen|lernen|sollen|will|wollen|stehen|steht)\b"
)
# Behind a greeting a sentence begins, not a note.
OPENS_SENTENCE = re.compile(
    r"(?:wir|ich|unser\w{0,2}|am|im|in|zum|zur|hiermit|die|der|das|ein\w{0,2}|wie|da|nach|bitte|es|auch|heute|morgen"
    r"|vielen|danke|gerne?|hier|nun|jetzt|endlich|bald|noch)\b",
    re.I,
)
MENU = re.compile(
    r"[\W_]{0,4}(?:start(?:seite)?|home|menü|suche[n]?|über uns|wir über uns|aktuelles|news|presse|kontakt|impressum"
    r"|datenschutz"
    r"|mitglied(?:er|schaft|werden| werden)?|veranstaltungen|alle veranstaltungen|termine|kalender|login|anmelden"
    r"|logout"
    r"|mein konto|warenkorb|shop|newsletter|english|deutsch|de|en|themen|projekte|publikationen|mediathek|service"
    r"|downloads?|spenden|karriere|jobs|archiv|besuch|ausstellungen|sammlung(?:en)?|programm|bildung|forschung|studium"
    r"|fakultäten|hochschule|universität|rathaus|bürgerservice|leben|wirtschaft|tourismus|kultur|drucken|teilen|merken"
    r"|facebook|instagram|linkedin|mastodon|barrierefreiheit|leichte sprache|gebärdensprache|sitemap|intranet"
    r"|details?|mehr|weiter|zurück|verein|verband|landesgruppen|regionalgruppen|arbeitskreise|team|vorstand|satzung"
    r"|partner"
    r"|[\w -]{3,20} springen)[\W_]{0,4}",
    re.I,
)
OF_PRESS = re.compile(r"(?:pm|presse\w*|medien\w*)\b[ .:]", re.I)  # a subject that only says what kind of mail it is
OF_SERIES = re.compile(r"\b(?:aus|in|im rahmen) der (?:veranstaltungs|vortrags|online-)?reihe\b", re.I)
# A notice above everything, which is a sentence of its own: "ABGESAGT!! Leider müssen wir …".
NOTICE = re.compile(r"\W*(?:abgesagt|absage|verschoben|verlegt|entfällt|achtung|wichtig|hinweis|ausgebucht)\b\W", re.I)
# At least one word that is no article or preposition.
ONLY_KIND = re.compile(r"(?:\d{1,3}\. )?[A-ZÄÖÜ][a-zäöüß-]+(?:er|e|es) [A-ZÄÖÜ][a-zäöüß-]+(?: \d{4})?")
LOUD = re.compile(r"[^a-zäöüß]*[A-ZÄÖÜ]{4}[^a-zäöüß]*")
HAS_NOUN = re.compile(
    r"\b(?!(?:der|die|das|den|dem|für|am|unser\w{0,2}|eine?\w?|im|in|zum|zur|wir|liebe|sie|nach|vor"
    r"|bei)\b)[^\W\d_]{3}",
    re.I,
)
PAGE_WORDS = frozenset({"date(s)", "datum/zeit", "date/time"})
BARE_KIND = re.compile(
    r"(?:(?:online|hybrid|web|präsenz|praxis|tages|fach|digitale[srn]?|öffentliche[rsn]?|kostenlose[rsn]?"
    r"|kostenfreie[rsn]?)[- ]?)?(?:seminar|workshop|vortrag|veranstaltung|webinar|lehrgang|kurs|vorlesung|tagung"
    r"|podiumsdiskussion|lesung|exkursion|fortbildung|konferenz|einladung|informationsveranstaltung|infoabend"
    r"|fachtag|fachtagung|abendveranstaltung|vortragsabend|gastvortrag)(?:\s(?:nr\.?\s?)?[\d/.-]{1,12})?",
    re.I,
)
OF_A_SERIES = re.compile(r"reihe\w{0,2}\s{1,2}$", re.I)
KIND_AT = re.compile(
    r"(?:Betreff:\s)?(?:(?:Einladung|Erinnerung|Termin|Save the Date|Terminhinweis|Unser|Nächste[rs]?)\s)?"
    r"(?:(?:zu[mr]?|an|nächste[rsn]?|unser\w{0,2})\s){0,2}(?:[A-ZÄÖÜ][\w-]{3,30}\s)?(?:(?:am|vom"
    r"|zum)\s)?(?:\w{2,10}\.?,?\s(?:den\s)?)?"
)
REQUEST = re.compile(r"\s[–-]+\s(?:bitte|jetzt|noch plätze|nur noch|herzliche einladung)\b[^\n]{0,60}$", re.I)
QUOTE = r"[„“\"»«‚]([^„“”\"»«\n]{3,130})[“”\"«»‘]"
QUOTED = re.compile(QUOTE)
BEFORE_QUOTE = re.compile(
    r"(?:veranstaltung|vortrag|vorträge|vortrags|workshop|seminar|webinar|tagung|fachtag|abend|treffen|diskussion"
    r"|thema|titel|motto|lesung|austausch|gespräch|stammtisch|forum|sitzung|exkursion|kurs|reihe|ausstellung|film"
    r"|konferenz|runde|frühstück|werkstatt|tag|überschrift|frage|buch|roman|stück|talk|format|versammlung|führung"
    r"|messe|fest|markt|börse|wettbewerb|festival|camp|café|dialog|kongress|symposium|gipfel|salon|matinee"
    r"|spaziergang|rundgang|tour|vernissage|fortbildung|schulung|training|lehrgang|kino|vorstellung|konzert|musical"
    r"|theater|show|spiel|aufführung|sprechstunde|wanderung|begehung|besichtigung|klausur|hackathon|wochenende|freizeit|lager|revue|safari"
    r"|rallye|slam|quiz|heißt|lautet|über)"
    r"\w{0,3}(?:\s(?:zum|zur|unter dem|mit dem|über das|zu dem|rund um das|unter der|mit der|über|zu)\s(?:thema"
    r"|titel|motto|frage|überschrift|namen|gegenstand))?[\s:]{1,3}$",
)
QUOTED_FIRST = re.compile(
    QUOTE + r"[\s,–-]{1,4}(?:heißt|lautet|ist (?:der titel|das thema)|so lautet|so heißt|unter diesem)", re.I
)
INVITES = re.compile(
    r"\b(?:öffnet|präsentier\w{1,3}|ausfallen|entfallen|nachgeholt|verschoben|abgesagt|fällt|entfällt|verlegt"
    r"|stattfinden"
    r"|l[aä]d\w{0,3}|einladung|einladen|findet|finden|statt|veranstaltet|veranstalten|diskutier\w*|trifft"
    r"|treffen|bietet|startet|beginnt|organisiert|geht es|spricht|sprechen|diskutieren|referiert|hält|liest|steht"
    r"|widmet|lautet"
    r"|heißt)\b",
    re.I,
)
INVITED_PLAINLY = re.compile(  # in small letters
    r"(?:l[aä]d\w{0,3}[^.\n]{0,120}?|einladung\s|einladen[^.\n]{0,10}?|eingeladen[^.\n]{0,10}?"
    r"|veranstalte[tn] [^.\n]{0,60}?|freuen uns auf [^.\n]{0,10}?|erinner\w+ [^.\n]{0,30}?|findet[^.\n]{0,60}?"
    r"|trifft sich[^.\n]{0,40}?)\b(?:zum|zur|zu (?:unser\w{1,2}|sein\w{1,2}|ihr\w{1,2}|ein\w{1,2}|dies\w{1,2}|de[rmn])"
    r"|an (?:unser\w{1,2}|den|das)|(?:un)?ser\w{0,2}|der|die|das|ein\w{0,2}(?! zu)|den)\s(?:(?:nächste|kommende"
    r"|diesjährige|erste|zweite|dritte|traditionelle|gemeinsame|digitale|neue|große|öffentliche|kostenfreie"
    r"|kostenlose|offene|regelmäßige)\w{0,2}\s){0,2}(?P<title>(?:\d{1,3}\. )?[a-zäöü][^.,;:!?\n()]{2,90})",
)
INVITED_BEFORE = re.compile(
    r"\b(?:zum|zur|zu (?:unser\w{1,2}|sein\w{1,2}|ihr\w{1,2}|ein\w{1,2}|dies\w{1,2}|de[rmn]))\s(?:[a-zäöü]+(?:en"
    r"|er)\s){0,2}(?P<title>(?:\d{1,3}\. )?[A-ZÄÖÜ][^.,;:!?\n()]{2,90})"
)
NAMED_BEFORE_DATE = re.compile(
    r"\b(?:[Uu]nser\w{0,2}|[Dd](?:er|ie|as|em|en)|[Ee]ine?\w?|[Zz]u[mr]|[Nn]ächste[rs]?|geplante\w?|angekündigte\w?"
    r"|vorgesehene\w?)\s(?:(?:nächste|kommende|diesjährige|erste)\w{0,2}\s)?(?P<title>[A-ZÄÖÜ][^.,;:!?\n()]{2,90})"
)
NAMED_BEHIND_DATE = re.compile(r"(?:\s?Uhr)?(?:,|:| –| -)\s(?P<title>[A-ZÄÖÜ][^.,;:!?\n()]{2,90})")
ANNOUNCES = re.compile(  # "Der Arbeitskreis richtet sein viertes Fachgespräch aus:", and below it the title
    r"\b(?:aus|ein|statt|thema|titel|motto|veranstaltet|präsentiert|lautet|heißt)\s?:$", re.I
)
LEADS_TO = re.compile(
    r"\b(?:zum|zur|zu (?:unser\w{1,2}|ein\w{1,2}|de[rmn])|thema|titel|motto|unter dem|namens)\b[^.:!?]{0,60}$"
    r"|\b(?:thema|titel|motto)\s?$",
    re.I,
)
INVITES_BEHIND = re.compile(r"\bein\b|einladen|eingeladen|einzuladen")
PLAIN_STOP = re.compile(
    r"\s(?:(?-i:treffen|trifft)|am|um|im|in|ab|auf|ein|statt|von|vom|bei|ins|an|herzlich|mit|online|findet|wird|per"
    r"|via|gegen|zu sich"
    r"|und freuen|nach|lädt|laden|führt|führen|moderiert|leitet|hält|der ak|sein|ist|steht|beginnt|startet|muss"
    r"|fällt|hat|kann|dauert|kostet|richtet|dient|bleibt|gehört|möchte|möchten"
    r"|einladen|eingeladen|soll|haben|sind|läuft|geht)\b|\s[–—-]\s",
    re.I,
)
CUT = re.compile(
    r"(?:\s{0,6}[,|;–—:(-]\s{0,6}|\s+)(?:(?:am|vom|ab|den|der|dem|für|zum|bis|um|von|auf|ist|nun|jetzt|findet"
    r"|wird)\s+){0,3}$",
    re.I,
)
