"""Streamlit's files, packed once."""

import gzip
from pathlib import Path

import brotli
import pytest
from starlette.testclient import TestClient

from akevents.web import compression
from akevents.web.compression import FILES, PackedFiles, shrinking_files, streamlit_files

GZIP = {"accept-encoding": "gzip, deflate"}


@pytest.fixture
def script() -> str:
    return max((a for a in shrinking_files() if a.endswith(".js")), key=lambda a: shrinking_files()[a].stat().st_size)


def test_a_script_is_sent_packed(client: TestClient, script: str) -> None:
    answer = client.get(script, headers=GZIP)

    assert answer.content == shrinking_files()[script].read_bytes()
    assert answer.headers["content-encoding"] == "gzip"
    assert answer.headers["vary"] == "Accept-Encoding"
    assert answer.headers["content-type"].startswith("text/javascript")
    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert int(answer.headers["content-length"]) < len(answer.content) / 2


def test_a_browser_that_understands_brotli_gets_fewer_bytes(client: TestClient, script: str) -> None:
    packed = client.get(script, headers={"accept-encoding": "gzip, deflate, br"})
    gzipped = client.get(script, headers=GZIP)

    assert packed.headers["content-encoding"] == "br"
    assert brotli.decompress(FILES.get(shrinking_files()[script], "br").body) == gzipped.content
    assert int(packed.headers["content-length"]) < int(gzipped.headers["content-length"])
    assert packed.headers["etag"] != gzipped.headers["etag"]


def test_an_unchanged_script_is_not_sent_again(client: TestClient, script: str) -> None:
    tag = client.get(script, headers=GZIP).headers["etag"]

    for known in (tag, f"W/{tag}", f'"anders", {tag}', tag.replace("-gzip", ""), "*"):
        answer = client.get(script, headers=GZIP | {"if-none-match": known})
        assert (answer.status_code, answer.content, answer.headers["etag"]) == (304, b"", tag)
    assert client.get(script, headers=GZIP | {"if-none-match": '"anders"'}).status_code == 200


def test_head_tells_the_size(client: TestClient, script: str) -> None:
    full, head = client.get(script, headers=GZIP), client.head(script, headers=GZIP)

    assert (head.content, head.headers["content-length"]) == (b"", full.headers["content-length"])


def test_our_own_pictures_are_packed_for_a_day(client: TestClient) -> None:
    answer = client.get("/app/static/logo-light.svg", headers=GZIP)

    assert answer.content == (compression.OWN_STATIC / "logo-light.svg").read_bytes()
    assert answer.headers["content-encoding"] == "gzip"
    assert answer.headers["cache-control"] == "public, max-age=86400"
    assert answer.headers["content-type"] == "image/svg+xml"


@pytest.mark.parametrize(
    ("offered", "accepted"),
    [
        ("gzip", True), ("br, GZIP;q=0.5", True), ("*", True), ("", False), ("identity", False), ("gzip;q=0", False),
        ("br", False), ("gzip; q=0.0", False), ("x-gzip-like", False),
    ],
)  # fmt: skip
def test_only_who_understands_it_gets_it_packed(offered: str, accepted: bool) -> None:
    from akevents.web.replies import accepts

    assert accepts("gzip", offered) == accepted


def test_fonts_and_pictures_go_streamlits_way() -> None:
    left = {Path(address).suffix for address in streamlit_files()} - compression.SHRINKING

    assert ".woff2" in left
    assert {".js", ".css"}.isdisjoint(left)


def test_memory_is_bounded_and_the_oldest_goes_first(tmp_path: Path) -> None:
    import random

    paths = [tmp_path / f"{number}.js" for number in range(5)]
    for path in paths:
        path.write_bytes(random.Random(path.name).randbytes(1000))
    files = PackedFiles(kept_bytes=2500)

    packed = [files.get(path) for path in paths]

    assert files.size() <= 2500
    assert files.get(paths[4]) is packed[4]
    assert files.get(paths[0]) is not packed[0]
    assert gzip.decompress(packed[0].body) == paths[0].read_bytes()


def test_warm_packs_what_the_index_names() -> None:
    compression.warm()

    named = [
        address
        for address in shrinking_files()
        if f'".{address}"' in (compression.streamlit_pages.STATIC / "index.html").read_text()
    ]
    assert len(named) > 50
    assert all((shrinking_files()[address], "br") in FILES._files for address in named)
