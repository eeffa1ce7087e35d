"""The words by which places.py reads an institution: small letters, ae, oe, ue, ss."""


def _of(some: str) -> frozenset[str]:
    return frozenset(some.split())


# After these a municipality is named; even a small one counts there.
MUNICIPAL = _of(
    "stadt gemeinde markt flecken kommune rathaus magistrat stadtverwaltung gemeindeverwaltung marktverwaltung "
    "stadtkreis buergermeister buergermeisterin oberbuergermeister oberbuergermeisterin bezirksamt"
)
MUNICIPAL_ENDINGS = ("stadt", "gemeinde")  # Landeshauptstadt, Hansestadt, Verbandsgemeinde
NOT_MUNICIPAL = _of(
    "altstadt innenstadt nordstadt suedstadt oststadt weststadt vorstadt zukunftsstadt kirchengemeinde "
    "pfarrgemeinde glaubensgemeinde"
)
# After these too, unless it is the name of a Land.
INTRODUCERS = _of(
    "stadtwerke stadtmarketing stadtentwicklung stadtentwicklungsgesellschaft standortmarketing citymanagement "
    "stadtsparkasse messe wifoe wfg uni tu th fh ihk hwk handwerkskammer vhs"
)
FILLERS = _of("der die das des dem von vom fuer in und zu")
# Words in the addition to a name that say nothing: Frankfurt am Main, Neustadt an der Aisch.
SMALL = _of("am an auf bei beim dem den der die im in ob und unter vor vorm")
# Towns above 20,000 inhabitants that are ordinary words or parts of other names.
ORDINARY = _of(
    "baden bergen buchen burg essen forst geldern halle haren heide hof homburg kamen lage langen lauf leer "
    "neuburg neustadt norden rees roth senden singen springe stade verden wangen waren weiden weil werder werne "
    "wetter"
)

DISTRICT = _of("kreis landkreis kreisverwaltung landratsamt landrat kreistag regionalverband staedteregion")
NOT_DISTRICT = _of(
    "arbeitskreis umkreis freundeskreis foerderkreis gespraechskreis initiativkreis unternehmerkreis wirtschaftskreis"
)
UNIVERSITY = _of("uni tu th fh rwth lmu tum kit htw haw university")
UNIVERSITY_PARTS = ("universitaet", "hochschule")
NOT_UNIVERSITY = _of("volkshochschule kreisvolkshochschule heimvolkshochschule")
AGENCY = _of(
    "agentur regionalagentur entwicklungsagentur entwicklungsgesellschaft regionalentwicklungsgesellschaft wfg "
    "wfb wifoe standortmarketing strukturfoerderung wirtschaftsentwicklung wirtschaftsagentur regionalmanagement"
)
AGENCY_BEGINNINGS = ("wirtschaftsfoerder",)  # Wirtschaftsförderung, Wirtschaftsförderungsgesellschaft, -förderer
OFFICE = _of("amt fachbereich abteilung stabsstelle referat dezernat fachdienst sachgebiet team bereich")
COMPANY = _of("gmbh mbh ggmbh ag kg")

# The Länder (but not the city states, which are municipalities), well-known regions inside one Land, and districts that
# no town gives its name to, or an ambiguous one. Regions across borders (Allgäu, Lausitz, Harz) have no place here.
REGIONS: dict[str, tuple[str, ...]] = {
    "BW": (
        "Baden-Württemberg", "baden-württembergisch", "Bodenseekreis", "Ortenaukreis", "Ortenau", "Zollernalbkreis",
        "Ostalbkreis", "Rems-Murr-Kreis", "Enzkreis", "Rhein-Neckar-Kreis", "Hohenlohekreis", "Main-Tauber-Kreis",
        "Neckar-Odenwald-Kreis", "Schwarzwald-Baar-Kreis", "Alb-Donau-Kreis", "Breisgau-Hochschwarzwald",
        "Neckar-Alb", "Ostwürttemberg", "Hochrhein", "Heilbronn-Franken", "Landkreis Böblingen",
        "Landkreis Heidenheim",
    ),
    "BY": (
        "Bayern", "bayerisch", "bayrisch", "Oberbayern", "Niederbayern", "Oberpfalz", "Oberfranken", "Mittelfranken",
        "Unterfranken", "Oberallgäu", "Ostallgäu", "Unterallgäu", "Berchtesgadener Land", "Nürnberger Land",
        "Main-Spessart", "Rhön-Grabfeld", "Haßberge", "Donau-Ries", "Mainfranken", "Landkreis Neu-Ulm",
        "Landkreis Rottal-Inn", "Rottal-Inn",
    ),
    "BB": (
        "Brandenburg", "brandenburgisch", "Uckermark", "Barnim", "Havelland", "Prignitz", "Ostprignitz-Ruppin",
        "Märkisch-Oderland", "Oder-Spree", "Dahme-Spreewald", "Spree-Neiße", "Elbe-Elster", "Oberspreewald-Lausitz",
        "Teltow-Fläming", "Potsdam-Mittelmark", "Oberhavel",
    ),
    "HE": (
        "Hessen", "hessisch", "Nordhessen", "Mittelhessen", "Südhessen", "Main-Taunus-Kreis", "Hochtaunuskreis",
        "Wetteraukreis", "Wetterau", "Main-Kinzig-Kreis", "Lahn-Dill-Kreis", "Schwalm-Eder-Kreis",
        "Werra-Meißner-Kreis", "Vogelsbergkreis", "Odenwaldkreis", "Kreis Bergstraße", "Rheingau-Taunus-Kreis",
        "Waldeck-Frankenberg", "FrankfurtRheinMain",
    ),
    "MV": (
        "Mecklenburg-Vorpommern", "Mecklenburgische Seenplatte", "Vorpommern-Rügen", "Vorpommern-Greifswald",
        "Ludwigslust-Parchim", "Nordwestmecklenburg", "Vorpommern", "Westmecklenburg",
    ),
    "NI": (
        "Niedersachsen", "niedersächsisch", "Ostfriesland", "Emsland", "Ammerland", "Wesermarsch",
        "Landkreis Friesland", "Grafschaft Bentheim", "Heidekreis", "Landkreis Harburg", "Lüneburger Heide",
        "Weserbergland", "Oldenburger Münsterland", "Region Hannover", "Südniedersachsen", "Landkreis Oldenburg",
        "Landkreis Rotenburg", "Lüchow-Dannenberg", "Hameln-Pyrmont",
    ),
    "NW": (
        "Nordrhein-Westfalen", "nordrhein-westfälisch", "NRW", "Westfalen", "Westf", "westfälisch", "Südwestfalen",
        "Ostwestfalen-Lippe", "Ostwestfalen", "OWL", "Ruhrgebiet", "Metropole Ruhr", "Regionalverband Ruhr",
        "Münsterland", "Sauerland", "Siegerland", "Niederrhein", "Märkischer Kreis", "Hochsauerlandkreis",
        "Hochsauerland", "Rhein-Sieg-Kreis", "Rhein-Sieg", "Rhein-Erft-Kreis", "Rhein-Erft", "Rhein-Kreis Neuss",
        "Ennepe-Ruhr-Kreis", "Ennepe-Ruhr", "Oberbergischer Kreis", "Rheinisch-Bergischer Kreis",
        "Bergisches Städtedreieck", "Bergische Struktur", "Kreis Lippe", "Kreis Borken", "Siegen-Wittgenstein",
        "Minden-Lübbecke",
    ),
    "RP": (
        "Rheinland-Pfalz", "rheinland-pfälzisch", "Eifelkreis", "Vulkaneifel", "Rhein-Hunsrück", "Rhein-Lahn",
        "Westerwaldkreis", "Rhein-Pfalz-Kreis", "Südliche Weinstraße", "Südwestpfalz", "Donnersbergkreis",
        "Mayen-Koblenz", "Ahrweiler", "Rheinhessen", "Westpfalz",
    ),
    "SL": ("Saarland", "saarländisch", "Saarpfalz", "Saarpfalz-Kreis", "Regionalverband Saarbrücken"),
    "SN": (
        "Sachsen", "sächsisch", "Vogtlandkreis", "Erzgebirgskreis", "Erzgebirge", "Mittelsachsen", "Nordsachsen",
        "Sächsische Schweiz", "Sächsische Schweiz-Osterzgebirge",
    ),
    "ST": (
        "Sachsen-Anhalt", "sachsen-anhaltisch", "Altmark", "Altmarkkreis", "Jerichower Land", "Saalekreis",
        "Salzlandkreis", "Burgenlandkreis", "Landkreis Harz", "Landkreis Börde", "Mansfeld-Südharz",
        "Anhalt-Bitterfeld",
    ),
    "SH": (
        "Schleswig-Holstein", "schleswig-holsteinisch", "Dithmarschen", "Nordfriesland", "Stormarn",
        "Herzogtum Lauenburg", "Ostholstein", "Kreis Segeberg", "Kreis Steinburg", "Schleswig-Flensburg",
        "Rendsburg-Eckernförde",
    ),
    "TH": (
        "Thüringen", "thüringisch", "Thüringer", "Eichsfeld", "Kyffhäuserkreis", "Unstrut-Hainich-Kreis",
        "Wartburgkreis", "Ilm-Kreis", "Saale-Orla-Kreis", "Saale-Holzland-Kreis", "Weimarer Land",
    ),
}  # fmt: skip
