"""Streamlit's scripts and styles, compressed once at the highest level and kept in memory.

Streamlit compresses them not at all, and everything else with every request. Files that do not shrink (fonts, pictures)
go Streamlit's way. First load of the seed event's page in Chromium: 3.9 MB plain, 1.3 MB by gzip, 1.2 MB by brotli (0.6 MB
of that are fonts); browsers offer brotli on https and on this machine."""

import gzip
import hashlib
import mimetypes
import threading
from collections import OrderedDict
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import brotli
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from akevents.settings import ROOT
from akevents.web import replies, streamlit_pages

OWN_STATIC = ROOT / "akevents" / "ui" / "static"
SHRINKING = {".js", ".mjs", ".css", ".json", ".svg", ".wasm", ".map", ".txt", ".html"}
FOR_EVER = "public, max-age=31536000, immutable"  # names carry the hash of their content
FOR_A_DAY = "public, max-age=86400"  # our own files keep their names
KEPT_BYTES = 24 * 2**20  # all of Streamlit's files, in both codings, take about two thirds of that
SLOW_BYTES = 2**20  # brotli's highest level takes seconds for more


@dataclass(frozen=True, slots=True)
class Packed:
    body: bytes
    coding: str
    etag: str
    media_type: str


@lru_cache(maxsize=1)
def streamlit_files() -> dict[str, Path]:
    """Address to file of everything Streamlit's package serves under /static/."""
    return _tree(streamlit_pages.STATIC / "static", "/static/")


@lru_cache(maxsize=1)
def shrinking_files() -> dict[str, Path]:
    """Address to file of what is served compressed. A look-up, so that no address can lead out of the folders."""
    everything = streamlit_files() | _tree(OWN_STATIC, "/app/static/")
    return {address: path for address, path in everything.items() if path.suffix in SHRINKING}


def _tree(folder: Path, prefix: str) -> dict[str, Path]:
    return {prefix + path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}


class PackedFiles:
    """The packed files asked for lately, up to a number of bytes. Safe to share between threads."""

    def __init__(self, kept_bytes: int = KEPT_BYTES) -> None:
        self._kept_bytes = kept_bytes
        self._lock = threading.Lock()
        self._files: OrderedDict[tuple[Path, str], Packed] = OrderedDict()

    def get(self, path: Path, coding: str = "gzip") -> Packed:
        """Packs at the first request; two at the same moment may both pack, which does no harm."""
        with self._lock:
            if found := self._files.get((path, coding)):
                self._files.move_to_end((path, coding))
                return found
        packed = _pack(path, coding)
        with self._lock:
            self._files[path, coding] = packed
            while self.size() > self._kept_bytes and len(self._files) > 1:
                self._files.popitem(last=False)
        return packed

    def size(self) -> int:
        return sum(len(each.body) for each in self._files.values())


def _pack(path: Path, coding: str) -> Packed:
    plain = path.read_bytes()
    if coding == "br":
        body = brotli.compress(plain, quality=11 if len(plain) < SLOW_BYTES else 9)
    else:
        body = gzip.compress(plain, 9, mtime=0)
    kind = "text/javascript" if path.suffix in {".js", ".mjs"} else mimetypes.guess_type(path.name)[0]
    tag = hashlib.sha256(plain).hexdigest()[:32]
    return Packed(body, coding, f'"{tag}-{coding}"', kind or "application/octet-stream")


FILES = PackedFiles()


def warm() -> None:
    """Pack what index.html names, before the first visitor waits for it."""
    text = (streamlit_pages.STATIC / "index.html").read_text(encoding="utf-8")
    for address, path in shrinking_files().items():
        if f'".{address}"' in text:
            FILES.get(path, "br")


class PackedAssets:
    """Middleware: answers for the files that shrink, and says of the others how long they stay good."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] not in {"GET", "HEAD"}:
            await self.app(scope, receive, send)
            return
        path, headers = scope["path"], Headers(scope=scope)
        file = shrinking_files().get(path)
        coding = _coding(headers.get("accept-encoding", ""))
        if file and coding:
            packed = await run_in_threadpool(FILES.get, file, coding)
            await _answer(packed, path, headers)(scope, receive, send)
        elif path.startswith("/export/"):
            await self.app(_uncompressed(scope), receive, send)
        else:
            await self.app(scope, receive, _noting_age(path, is_packable=file is not None, send=send))


def _coding(accept_encoding: str) -> str | None:
    """The smallest coding this browser understands."""
    return next((coding for coding in ("br", "gzip") if replies.accepts(coding, accept_encoding)), None)


def _answer(packed: Packed, path: str, headers: Headers) -> Response:
    sent = {"ETag": packed.etag, "Vary": "Accept-Encoding", "Cache-Control": _age(path)}
    tag = packed.etag.strip('"').removesuffix(f"-{packed.coding}")
    if replies.has_already(headers.get("if-none-match", ""), tag):
        return Response(status_code=304, headers=sent)
    return Response(packed.body, headers=sent | {"Content-Encoding": packed.coding}, media_type=packed.media_type)


def _age(path: str) -> str:
    return FOR_EVER if path.startswith("/static/") else FOR_A_DAY


def _uncompressed(scope: Scope) -> Scope:
    """A workbook is compressed already; Streamlit's own compression would do it a second time."""
    return {**scope, "headers": [(name, value) for name, value in scope["headers"] if name != b"accept-encoding"]}


def _noting_age(path: str, *, is_packable: bool, send: Send) -> Send:
    async def noting(message: Message) -> None:
        if message["type"] == "http.response.start" and message["status"] in {200, 304}:
            headers = MutableHeaders(scope=message)
            if path.startswith("/app/static/"):
                headers.setdefault("Cache-Control", FOR_A_DAY)
            if is_packable:
                headers.add_vary_header("Accept-Encoding")
        await send(message)

    return noting
