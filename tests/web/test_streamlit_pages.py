"""The page addresses: Streamlit's index.html in German, with the page's own head."""

import re

import pytest
from house import House
from starlette.testclient import TestClient

from akevents.ui.page_list import PAGES
from akevents.web import streamlit_pages
from akevents.web.streamlit_pages import INDEXED, STATIC, UnexpectedIndex, cut

SHIPPED = (STATIC / "index.html").read_text(encoding="utf-8")
ADDRESSES = [entry.address for entry in PAGES if entry.address != "veranstaltung"]


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_page_is_streamlits_app_in_german(client: TestClient, address: str) -> None:
    title = next(entry.title for entry in PAGES if entry.address == address)

    answer = client.get(f"/{address}")

    assert answer.status_code == 200
    assert '<html lang="de">' in answer.text
    assert f"<title>{title} · akevents</title>" in answer.text
    assert '<div id="root"></div>' in answer.text
    assert "_stcore/agent" not in answer.text
    assert "You need to enable JavaScript" not in answer.text
    assert assets(answer.text) == assets(SHIPPED)


def assets(page: str) -> list[str]:
    found = re.findall(r'"(\./static/[^"]+)"', page)
    assert len(found) > 50
    return found


@pytest.mark.parametrize("address", [each for each in ADDRESSES if each not in INDEXED])
def test_personal_pages_are_kept_and_found_by_nobody(client: TestClient, house: House, address: str) -> None:
    event = house.event(title="Smart City")
    answer = client.get(f"/{address}?token=geheim&event={event.slug}")

    assert '<meta name="robots" content="noindex">' in answer.text
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["referrer-policy"] == "no-referrer"
    assert "etag" not in answer.headers
    assert "geheim" not in answer.text
    assert "Smart City" not in answer.text


def test_personal_pages_are_the_ones_we_think() -> None:
    known = {"meine-anmeldung", "vortrag", "uebersicht", "live", "teilnehmende", "check-in", "verwaltung"}
    assert known <= {entry.address for entry in PAGES if entry.address not in INDEXED}


def test_event_page_has_the_events_head(client: TestClient, house: House) -> None:
    house.event(slug="smart-city", title="Smart & City", text="Worum es geht")

    answer = client.get("/veranstaltung?event=smart-city")

    assert "<title>Smart &amp; City · akevents</title>" in answer.text
    assert '<meta property="og:title" content="Smart &amp; City">' in answer.text
    assert '<meta name="description" content="Worum es geht">' in answer.text
    assert '<link rel="canonical" href="http://localhost:8501/e/smart-city">' in answer.text
    assert '<script type="application/ld+json">{"@context": "https://schema.org"' in answer.text
    assert '<a href="/e/smart-city">Smart &amp; City</a>' in answer.text
    assert (
        client.get("/veranstaltung?event=smart-city", headers={"if-none-match": answer.headers["etag"]}).status_code
        == 304
    )


def test_event_page_without_an_event_is_not_found_but_still_the_app(client: TestClient, house: House) -> None:
    draft = house.event(publish=False, title="Geheimer Entwurf")
    for query in ("", "?event=gibt-es-nicht", f"?event={draft.slug}", "?event=a%00b"):
        answer = client.get(f"/veranstaltung{query}")
        assert answer.status_code == 404
        assert '<div id="root"></div>' in answer.text
        assert '<meta name="robots" content="noindex">' in answer.text
        assert "Geheimer Entwurf" not in answer.text


def test_list_can_be_read_without_scripts(client: TestClient, house: House) -> None:
    event = house.event(title="Smart <City>")
    house.event(publish=False, title="Entwurf")

    page = client.get("/").text

    noscript = page.partition("<noscript>")[2].partition("</noscript>")[0]
    assert f'<a href="/e/{event.slug}">Smart &lt;City&gt;</a>' in noscript
    assert "Entwurf" not in noscript


def test_trailing_slash_leads_to_the_page(client: TestClient) -> None:
    answer = client.get("/veranstaltung/?event=smart-city")

    assert (answer.status_code, answer.headers["location"]) == (308, "/veranstaltung?event=smart-city")


@pytest.mark.parametrize(
    "changed",
    [
        SHIPPED.replace('<html lang="en">', "<html>"),
        SHIPPED.replace("<title>Streamlit</title>", "<title>Anders</title>"),
        SHIPPED.replace('rel="service-desc"', 'rel="anders"'),
        SHIPPED.replace("noscript", "div"),
        SHIPPED.replace("./favicon.png", "./icon.svg"),
        SHIPPED + "<title>Streamlit</title>",
    ],
)
def test_another_index_is_noticed(changed: str) -> None:
    assert changed != SHIPPED
    with pytest.raises(UnexpectedIndex):
        cut(changed)


def test_shipped_index_has_one_inline_script_and_the_policy_its_hash() -> None:
    import base64
    import hashlib

    inline = re.findall(r"<script>(.*?)</script>", SHIPPED, re.DOTALL)
    expected = base64.b64encode(hashlib.sha256(inline[0].encode()).digest()).decode()

    assert len(inline) == 1
    assert f"'sha256-{expected}'" in streamlit_pages.policy()["Content-Security-Policy"]
