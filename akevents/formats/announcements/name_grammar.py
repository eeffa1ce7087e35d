"""The shapes of persons' names, titles and offices, and of what only looks like a name."""

import re

# A to Z and what other languages of Europe, Vietnam and Turkey begin a name with.
CAPITAL = "[" + "".join(chr(code) for code in (*range(65, 591), *range(0x1E00, 0x1F00)) if chr(code).isupper()) + "]"
MOST_WORDS = 5  # of a name without titles: three first names, a particle, a surname

TITLE = re.compile(
    r"(?:Prof(?:essorin|essor)?\.?|Dr\.?(?:[ -](?:Ing|phil|rer|jur|med|vet|dent|habil|theol|h\.? ?c|nat|pol|oec)\.?)*|PD|apl\."
    r"|Univ\.-Prof\.|Mag\.|DI|Ing\.|Dipl\.?-?\s?(?:[A-Z][\w.]{1,12}\.?)?(?:\s\(FH\))?|Pfarrer(?:in)?|h\.c\.|M\.A\."
    r"|B\.A\.|M\.Sc\.)(?=[\s,)]|$)"
)
DISCIPLINES = r"(?:\s(?:phil|rer|jur|med|vet|dent|habil|theol|h\. ?c|nat|pol|oec)\.)+"
ADJECTIVE = re.compile(r"(?:ale|ige|ische|iche|ene|neue|eue)[rnsm]?$", re.I)  # "Referent Neue Medien"
HONORIFIC = re.compile(r"(?:Frau|Herrn?|Schwester|Bruder|Pater|Hr\.|Fr\.|MdB|MdL|MdEP|RA|RAin|OB)(?=\s)")
WORD = re.compile(rf"(?:(?:[ae]l|a[dnrs]|[dl])[-'’])?{CAPITAL}(?:\.|[\w'’]{{0,40}}(?:-[\w'’]{{1,40}}){{0,3}}\.?)")
PARTICLE = re.compile(
    r"(?:von und zu|von der|von den|von dem|van der|van den|van de|von|van|zu|zur|zum|vom|de la|de|del|della|di|da"
    r"|dos|el|al|bin|op de|op den|tom|ter|ten|den)(?=\s)"
)
SEPARATOR = re.compile(
    r"[,;/|\n•·:–—]|\s-\s|(?<!\w)(?:und|sowie|&|mit|im Gespräch mit|durch|and|bzw\.|oder)(?!\w)|[()„“\"»«]"
)
ORGANISATION = re.compile(
    r"(?:^|-)(?:stadt|gemeinde|kreis|landkreis|land|bund|region|amt|ihk|hwk|wfg|vhs|tu|fh|uni|ag|ak|gmbh|mbh|kg"
    r"|e\.?v|dvag|nrw|bmwk|difu|deutsche[rs]?|institut|büro|projekt|online|zoom|teams|digital"
    r"|bundesland|europa|smart|city|the|team|ihre?[mnrs]?|fragen|sie|karten|uhr|eintritt|club|forum|netzwerk|zentrum"
    r"|haus|rathaus|markt|bad|sankt|st\.?)$"
    r"|(?:stadt|kreis|amt|ämter|schule|universität|verein|verband|kammer|förderung|zentrum|institut|gesellschaft"
    r"|agentur|ministerium|verlag|sparkasse|werke|museum|akademie|stiftung|management|marketing"
    r"|planung|beratung|entwicklung|leitung|vertretung|abteilung|verwaltung|wirtschaft|politik|initiative"
    r"|vereinigung|genossenschaft|bibliothek|bücherei|theater|redaktion|zeitung|rundfunk|kreises|energie|technik"
    r"|kultur|bildung|umwelt|klima|arbeit|digitalisierung"
    r"|forschung|wissenschaft|saal|halle|innenstadt|handel|gewerbe|tourismus|verkehr|region|projekt|konzept"
    r"|strategie|thema|vortrag|veranstaltung|diskussion|gespräch|seminar|workshop|modell|kreis|rat|begrüßung"
    r"|einführung|impuls|input|moderation|anmeldung|eintritt)$",
    re.I,
)
JOB = re.compile(
    r"(?:moderator|journalist|redakteur|bürgermeister|oberbürgermeister|beigeordnete|landrat|landrätin"
    r"|geschäftsführer|geschäftsführung|vorstand|vorsitzende|sprecher|leiter|direktor|präsident|dezernent|manager"
    r"|referent|berater|experte|expertin|beauftragte|minister|sekretär"
    r"|autor|schriftsteller|professor|dozent|architekt|planer|förderer|forscher|wissenschaftler|unternehmer|gründer"
    r"|inhaber|anwalt|anwältin|historiker|geograf|geograph|ingenieur|pfarrer|künstler|trainer|coach|chef|kollege"
    r"|kollegin|vertreter|mitarbeiter|mitarbeitende|spezialist|ökonom|soziologe"
    r"|soziologin|psychologe|psychologin|pädagoge|pädagogin|entwickler|gestalter|händler|gastgeber|kurator|landwirt"
    r"|förster|biologe|biologin|ärztin|arzt|therapeut|fotograf|politiker|abgeordnete|stadtrat|stadträtin|kämmerer"
    r"|amtsleiter|rätin|rektor|dekan|verleger|publizist|kabarettist|musiker|schauspieler|filmemacher"
    r"|expertin|volkswirt|jurist|notar|meister|tischler|imker|reporter|sprecherin|host|keynote|gast|kommunikator"
    r"|designer|stratege|strategin|vorstandsmitglied|mitglied|koordinator|klimaschutz\w*|ranger|nabu|wdr|ndr"
    r"|bürger|regisseur|superintendent|intendant|dirigent|organist|kantor|winzer|koch|köchin|hebamme|apotheker|gärtner"
    r"|zeitzeuge|zeitzeugin|illustrator|übersetzer|verwalter|archivar|bibliothekar|restaurator|archäologe|archäologin|geologe"
    r"|geologin|chemiker|physiker|mathematiker|informatiker|philosoph|theologe|theologin|diakon|bischof|pastor"
    r"|vikar|imam|rabbiner|comedian|slammer|banker|landsmann|lyriker|pianist|kapitän|bergsteiger|taucher|polizist"
    r"|ologe|ologin|kommissar|staatsanwalt|trainerin|nachfolger|vorgänger|stellvertreter)(?:in|innen|en|n|s|r)?$",
    re.I,
)
SMALL = re.compile(
    r"(?:der|die|das|den|dem|des|unser\w{0,2}|mit|ein\w{0,2}|als|auch|wieder|dabei|u\.a\.|unter anderem|bei"
    r"|durch|an|frau|herr)\s",
    re.I,
)


NAME_BEGINS = re.compile(rf"{CAPITAL}(?<![\w-].)")
# The same where something follows that can belong to a name: most nouns of a German sentence stand alone.
WORDS_BEGIN = re.compile(
    rf"{CAPITAL}(?<![\w-].)"
    rf"(?=\.|[\w'’.-]*\s+(?:{CAPITAL}|v[oa]n|vom|zu|op|d[aeio]|el|al|bin|tom|te[rn]|apl|h\.|rer|phil|[jm]|vet|dent|theol|nat|pol|oec))"
)
MAY_BE_NAME = re.compile(rf"{CAPITAL}(?<![\w-].)[\w-]{{0,30}}(?=[ .\n])")
ADDRESSING = frozenset(
    {
        "Frau",
        "Herr",
        "Herrn",
        "Schwester",
        "Bruder",
        "Pater",
        "MdB",
        "MdL",
        "MdEP",
        "Dr",
        "Prof",
        "Professor",
        "Professorin",
    }
)
WORD_CHARACTER = re.compile(r"\w")
MORE_NAMES = re.compile(r"\s{0,3}[A-ZÄÖÜ][\w-]{1,30} [A-ZÄÖÜ][\w-]{1,30} (?:und|sowie|&) [A-ZÄÖÜ]")
NOBODY = re.compile(
    r"N\.?\s?N\.?|[MB]\.\s?(?:Sc|A|Ed|Eng)\.?|LL\.\s?[MB]\.?|M\.?B\.?A\.?"
)  # somebody yet to be named; a degree
LITTLE = re.compile(
    r"(?:D(?:er|ie|as|en|em)|Eine?|Mit|Unsere?|Als|Auch|Danach|Anschließend|Zu|Im|Am|Es|Wir)\s(?=[A-ZÄÖÜ])"
)
COMPANY = re.compile(
    r"\s(?:(?:&|und) (?:Co|Söhne|Sohn|Partner)\b|g?GmbH\b|mbH\b|AG\b|e?KG\b|OHG\b|GbR\b|eG\b|e\. ?V\.)"
)
# "Raum Johanna Sebus", "Buchhandlung Anna Riemer": a room, a house or a shop, not who is there.
NAMED_AFTER = re.compile(
    r"\b(?=[A-ZÄÖÜ])[\w-]{0,30}?"
    r"(?i:raum|saal|halle|haus|heim|hof|zentrum|aula|schule|gymnasium|stätte|stube|café|cafe|kneipe|hotel|pension|fabrik"
    r"|bücherei|bibliothek|museum|kirche|kapelle|turm|platz|straße|weg|allee|ring|ufer|brücke|park|garten|stiftung|preis"
    r"|medaille|stipendium|handlung|metzgerei|bäckerei|gärtnerei|baumschule|apotheke|kanzlei|büro|gut|brauerei|druckerei"
    r"|schreinerei|tischlerei|salon|firma|reisen|laden|galerie|atelier|orchester|chor|ensemble|quartett|kita|kindergarten"
    r"|klinik|schiff|anleger|denkmal)s? (?:Pater |St\. |Sankt |Prof\. |Dr\. )*\Z"
)
# Surnames that half of Vietnam has.
VIETNAMESE = re.compile(r"(?:Nguyen|Nguyễn|Tran|Trần|Pham|Phạm|Hoang|Huynh|Trinh)(?!\w)")
GREETINGS = frozenset({"Grüße", "Gruß", "Grüßen", "Dank"})  # "Viele Grüße"
DEGREES = frozenset({"M.A.", "B.A.", "M.Sc."})
OF = frozenset({"von", "vom", "zu", "zum", "zur", "den"})  # "Begrüßung durch Anna von Peter"
NOBLE = frozenset({"Freiin", "Fürst", "Ritter", "Edler", "Graf", "Gräfin", "Freiherr", "Freifrau", "Baron", "Prinz"})
