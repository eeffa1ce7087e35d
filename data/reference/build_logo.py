"""Builds the logo (one for each theme) and the favicon into akevents/ui/static.

    python -m pip install fonttools brotli uharfbuzz vl-convert-python    # in an environment of its own
    python data/reference/build_logo.py

The word is set in the Source Serif 4 that lies beside the results and turned into outlines, because a picture on a page
cannot use the page's fonts. The same font always gives the same drawings.
"""

import io
from pathlib import Path

import uharfbuzz
import vl_convert
from fontTools.pens.svgPathPen import SVGPathPen
from fontTools.pens.transformPen import TransformPen
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

STATIC = Path(__file__).resolve().parents[2] / "akevents" / "ui" / "static"
FONT = STATIC / "source-serif-4-latin-wght-normal.woff2"

WORD = "akevents"
SEMIBOLD = 600
FONT_SIZE = 18
WORD_AT = (31.0, 19.0)  # where its baseline begins
WIDTH, HEIGHT = 110, 24

# Frame, icon stroke and the day's square: theme -> colours of petrol, orange, ink.
COLOURS = {"light": ("#0F5468", "#B9650F", "#1C272D"), "dark": ("#7FC4D6", "#E0A458", "#E9E6DE")}
FAVICON_SIZE = 64

ICON = (
    '<path class="frame" d="M1 4h22v19H1zM1 10h22M7 0v7M17 0v7" fill="none" stroke="{petrol}" stroke-width="2"/>'
    '<path class="day" d="M6 14h4v4H6z" fill="{orange}"/>'
)
# Browsers show the favicon on light or dark tabs.
FAVICON_STYLE = "<style>@media (prefers-color-scheme:dark){{.frame{{stroke:{petrol}}}.day{{fill:{orange}}}}}</style>"


def main() -> None:
    outlines = word_outlines()
    for theme, (petrol, orange, ink) in COLOURS.items():
        icon = ICON.format(petrol=petrol, orange=orange)
        write(
            f"logo-{theme}.svg",
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}" viewBox="0 0 {WIDTH} {HEIGHT}" '
            f'role="img" aria-label="{WORD}">{icon}<path d="{outlines}" fill="{ink}"/></svg>',
        )
    petrol, orange, _ = COLOURS["light"]
    night_petrol, night_orange, _ = COLOURS["dark"]
    head = '<svg xmlns="http://www.w3.org/2000/svg" width="64" height="64" viewBox="0 0 24 24">'
    icon = ICON.format(petrol=petrol, orange=orange)
    style = FAVICON_STYLE.format(petrol=night_petrol, orange=night_orange)
    write("favicon.svg", f"{head}{style}{icon}</svg>")
    (STATIC / "favicon.png").write_bytes(vl_convert.svg_to_png(f"{head}{icon}</svg>", scale=1))


def word_outlines() -> str:
    """The word as one SVG path, kerned."""
    font = instantiateVariableFont(TTFont(FONT), {"wght": SEMIBOLD})
    font.flavor = None
    plain = io.BytesIO()
    font.save(plain)
    buffer = uharfbuzz.Buffer()
    buffer.add_str(WORD)
    buffer.guess_segment_properties()
    uharfbuzz.shape(uharfbuzz.Font(uharfbuzz.Face(plain.getvalue())), buffer)

    glyphs = font.getGlyphSet()
    scale = FONT_SIZE / font["head"].unitsPerEm
    x, baseline = WORD_AT
    pen = SVGPathPen(glyphs, ntos=lambda number: f"{number:.2f}".rstrip("0").rstrip("."))
    for info, position in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
        name = font.getGlyphName(info.codepoint)
        glyphs[name].draw(TransformPen(pen, (scale, 0, 0, -scale, x, baseline)))
        x += position.x_advance * scale
    print(f"the word ends at {x:.1f} of {WIDTH}")
    return str(pen.getCommands())


def write(name: str, drawing: str) -> None:
    (STATIC / name).write_text(drawing + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
