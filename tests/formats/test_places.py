"""What the reader of institutions makes of what people type."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from akevents.formats import place_words, places
from akevents.formats.places import InstitutionKind, Municipality, find_municipality, find_state, kind_of

MUNICIPALITY = InstitutionKind.MUNICIPALITY
DISTRICT = InstitutionKind.DISTRICT
AGENCY = InstitutionKind.DEVELOPMENT_AGENCY
UNIVERSITY = InstitutionKind.UNIVERSITY
OTHER = InstitutionKind.OTHER

# What was typed -> official key of the municipality, Land, kind.
INSTITUTIONS = {
    "Stadt Menden (Sauerland)": ("05962040", "NW", MUNICIPALITY),
    "Landeshauptstadt Düsseldorf": ("05111000", "NW", MUNICIPALITY),
    "Stadtverwaltung Soest": ("05974040", "NW", MUNICIPALITY),
    "Wirtschaftsförderung Dortmund": ("05913000", "NW", AGENCY),
    "Hansestadt Wismar": ("13074087", "MV", MUNICIPALITY),
    "Markt Garmisch-Partenkirchen": ("09180117", "BY", MUNICIPALITY),
    "Universitätsstadt Marburg": ("06534014", "HE", MUNICIPALITY),
    "Stadt Frankfurt am Main": ("06412000", "HE", MUNICIPALITY),
    "Stadt Frankfurt": ("06412000", "HE", MUNICIPALITY),
    "Frankfurt a. M.": ("06412000", "HE", MUNICIPALITY),
    "Stadt Frankfurt (Oder)": ("12053000", "BB", MUNICIPALITY),
    "Frankfurt/Oder": ("12053000", "BB", MUNICIPALITY),
    "Köln": ("05315000", "NW", MUNICIPALITY),
    "  stadt   KÖLN ": ("05315000", "NW", MUNICIPALITY),
    "Muenchen": ("09162000", "BY", MUNICIPALITY),
    "Mu\u0308nchen": ("09162000", "BY", MUNICIPALITY),
    "Stadt Köln, Amt für Wirtschaftsförderung": ("05315000", "NW", MUNICIPALITY),
    "Amt für Wirtschaftsförderung der Stadt Köln": ("05315000", "NW", MUNICIPALITY),
    "Wirtschaftsförderungsgesellschaft Paderborn mbH": ("05774032", "NW", AGENCY),
    "Wirtschaftsförderung Essen": ("05113000", "NW", AGENCY),
    "Hanse- und Universitätsstadt Rostock": ("13003000", "MV", MUNICIPALITY),
    "Freie und Hansestadt Hamburg": ("02000000", "HH", MUNICIPALITY),
    "Bezirksamt Mitte von Berlin": ("11000000", "BE", MUNICIPALITY),
    "St. Augustin": ("05382056", "NW", MUNICIPALITY),
    "Stadt Freiburg": ("08311000", "BW", MUNICIPALITY),
    "Stadt Bad Homburg v. d. H.": ("06434001", "HE", MUNICIPALITY),
    "Stadt Baden-Baden": ("08211000", "BW", MUNICIPALITY),
    "Stadt Brandenburg an der Havel": ("12051000", "BB", MUNICIPALITY),
    "Lutherstadt Wittenberg": ("15091375", "ST", MUNICIPALITY),
    "Gemeinde Markt Indersdorf": ("09174131", "BY", MUNICIPALITY),
    "Verbandsgemeinde Montabaur": ("07143048", "RP", MUNICIPALITY),
    "Wissenschaftsstadt Darmstadt": ("06411000", "HE", MUNICIPALITY),
    "TU Dortmund": ("05913000", "NW", UNIVERSITY),
    "Universität Duisburg-Essen": ("05112000", "NW", UNIVERSITY),
    "Hochschule Osnabrück": ("03404000", "NI", UNIVERSITY),
    "Volkshochschule Unna": ("05978036", "NW", OTHER),
    "IHK Nord Westfalen, Münster": ("05515000", "NW", OTHER),
    "Stadtmarketing Herne GmbH": ("05916000", "NW", OTHER),
    # A namesake needs the Land, or an addition that only one of them has.
    "Gemeinde Ascheberg": (None, None, MUNICIPALITY),
    "Gemeinde Ascheberg, Nordrhein-Westfalen": ("05558004", "NW", MUNICIPALITY),
    "Gemeinde Ascheberg (Münsterland)": ("05558004", "NW", MUNICIPALITY),
    "Stadt Neustadt": (None, None, MUNICIPALITY),
    "Stadt Neustadt an der Weinstraße": ("07316000", "RP", MUNICIPALITY),
    # Districts, regions and Länder lie in a Land without being a municipality.
    "Landkreis Osnabrück": (None, "NI", DISTRICT),
    "Kreis Soest": (None, "NW", DISTRICT),
    "Landratsamt Freising": (None, "BY", DISTRICT),
    "Kreis Bergstraße": (None, "HE", DISTRICT),
    "Rhein-Kreis Neuss": (None, "NW", DISTRICT),
    "Märkischer Kreis": (None, "NW", DISTRICT),
    "Wirtschaftsförderung Kreis Unna": (None, "NW", AGENCY),
    "Südwestfalen Agentur GmbH": (None, "NW", AGENCY),
    "Land Brandenburg": (None, "BB", OTHER),
    "Sachsen": (None, "SN", OTHER),
    "Sachsen-Anhalt": (None, "ST", OTHER),
    "Ministerium des Landes Schleswig-Holstein": (None, "SH", OTHER),
    "Wirtschaftsförderung Sachsen GmbH": (None, "SN", AGENCY),
    "Bayerisches Staatsministerium für Wirtschaft": (None, "BY", OTHER),
    # Ordinary words are villages too, but not here.
    "Land": (None, None, OTHER),
    "Haus und Grund": (None, None, OTHER),
    "Essen und Trinken e. V.": (None, None, OTHER),
    "Institut am Berg": (None, None, OTHER),
    "Freundeskreis Altstadt": (None, None, OTHER),
    "privat": (None, None, OTHER),
    "": (None, None, OTHER),
    " \n": (None, None, OTHER),
    "🏛️": (None, None, OTHER),
}


@pytest.mark.parametrize("typed", INSTITUTIONS)
def test_institution_is_read(typed: str) -> None:
    found = find_municipality(typed)

    assert (found.ags if found else None, find_state(typed), kind_of(typed)) == INSTITUTIONS[typed]


def test_municipality_carries_all_we_know() -> None:
    assert find_municipality("Stadt Menden") == Municipality(
        ags="05962040", name="Menden (Sauerland)", state="NW", latitude=51.4434, longitude=7.7782, population=52452
    )


def test_states_are_the_sixteen_of_the_municipalities() -> None:
    assert sorted({one.state for one in places._municipalities()}) == sorted(places.STATES)


def test_every_region_has_a_known_state() -> None:
    assert set(place_words.REGIONS) == set(places.STATES) - {"BE", "HB", "HH"}


def test_only_the_beginning_of_a_long_text_counts() -> None:
    assert find_municipality("x " * 500_000 + "Stadt Köln") is None
    assert find_municipality("Stadt Köln" + " x" * 500_000) == find_municipality("Stadt Köln")


def test_a_cut_word_is_no_name() -> None:
    filler = "x" * (places.READ_CHARACTERS - len(" Köln"))

    assert find_municipality(f"{filler} Kölnische Rundschau") is None


@given(st.text() | st.text(alphabet="Stadt Kölnfürße-()/., 🏛"))
def test_any_text_is_read(typed: str) -> None:
    found = find_municipality(typed)

    assert found is None or found.state == find_state(typed)
    assert find_state(typed) in {*places.STATES, None}
    assert kind_of(typed) in InstitutionKind


def test_suggest_completes_the_name_of_a_municipality_larger_ones_first() -> None:
    assert places.suggest("Stadt Mend") == ("Stadt Menden (Sauerland)", "Stadt Mendig")
    assert places.suggest("Gemeinde aschebe") == (
        "Gemeinde Ascheberg, Nordrhein-Westfalen",
        "Gemeinde Ascheberg, Schleswig-Holstein",
    )


def test_suggest_prefers_institutions_that_are_known_here() -> None:
    known = ("Südwestfalen Agentur GmbH", "Stadt Soest")

    assert places.suggest("südwest", known) == ("Südwestfalen Agentur GmbH",)
    assert places.suggest("Suedwestfalen A", known) == ("Südwestfalen Agentur GmbH",)


@pytest.mark.parametrize("typed", ["", "K", "Ko", "Menden (Sauerland)", "Stadt Mendig", "xyzzy", "\x00\n", "Stadt"])
def test_suggest_is_silent_when_there_is_nothing_to_add(typed: str) -> None:
    assert places.suggest(typed) == ()


@pytest.mark.parametrize("typed", ["Neu", "Fran", "Müh", "Ober", "Bad S"])
def test_every_suggestion_names_its_land(typed: str) -> None:
    suggestions = places.suggest(typed, limit=50)

    assert [one for one in suggestions if find_state(one) is None] == []
    assert len(set(suggestions)) == len(suggestions) > 0
