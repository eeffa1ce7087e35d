"""From which municipalities people come, as the map shows it."""

import pytest
from house import House
from sqlalchemy import text

from akevents.domain import my_registration
from akevents.domain.municipality_counts import MunicipalityCount, municipality_counts
from akevents.domain.statistics import counts_of
from akevents.formats.map_positions import position
from akevents.formats.places import municipality_by_key


def expected(ags: str, count: int) -> MunicipalityCount:
    known = municipality_by_key(ags)
    assert known
    x, y = position(known.latitude, known.longitude)
    return MunicipalityCount(ags, known.name, known.state, x, y, count)


def test_people_with_a_place_are_counted_most_first(house: House) -> None:
    event, other = house.event(capacity=6), house.event()
    people = {"Anna": "Stadt Soest", "Bernd": "Stadt Köln", "Chiara": "Universität zu Köln", "Dora": "Kreis Olpe",
              "Emil": "Irgendwo", "Frida": "Stadt Aachen", "Gustav": "Stadt Bonn"}  # fmt: skip
    for name, institution in people.items():
        house.register(event, name, institution=institution)
    house.register(other, institution="Stadt Hamburg")
    my_registration.cancel(house.db, house.token(event, "Anna"))  # Gustav moves up

    with house.db.reading() as session:
        counted = municipality_counts(counts_of(session, event.id).by_municipality)

    assert counted == (expected("05315000", 2), expected("05334002", 1), expected("05314000", 1))


def test_key_that_is_no_longer_in_the_table_is_left_out() -> None:
    assert municipality_counts({"99999999": 3, None: 2}) == ()


@pytest.mark.parametrize(
    ("columns", "index"),
    [
        ("status, institution_kind, state, municipality", "ix_registrations_origins"),
        ("status", "ix_registrations_present"),
    ],
)
def test_counting_reads_one_index_and_no_row(house: House, columns: str, index: str) -> None:
    if not house.db.is_sqlite:  # PostgreSQL decides by the size of the table
        return
    only_present = "AND status = 'confirmed' AND checked_in_at IS NOT NULL" if columns == "status" else ""
    query = f"SELECT {columns}, count(*) FROM registrations WHERE event_id = 1 {only_present} GROUP BY {columns}"
    with house.db.reading() as session:
        plan = " ".join(row.detail for row in session.execute(text(f"EXPLAIN QUERY PLAN {query}")))
    assert f"USING COVERING INDEX {index}" in plan or f"USING INDEX {index}" in plan
