"""First names one meets in Germany, folded to small letters without accents: what tells a person from an institution.

The list has names of all languages that are spoken here, among them those that Faker (MIT) knows for Europe, Turkey and some
countries of Africa and Latin America, and at the end those of Vietnam that without accents would be other words. Left out is
what is an ordinary word of German or English, or a town."""

from pathlib import Path

FIRST_NAMES = frozenset(Path(__file__).with_name("first_names.txt").read_text(encoding="utf-8").split())
