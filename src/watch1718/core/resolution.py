"""A resolution's own text, cut into numbered operative paragraphs with their lettered parts."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from datetime import date

LABEL = re.compile(r"(\d+)((?:\([a-z]+\))*)")


@dataclass(frozen=True, slots=True)
class Part:
    """A lettered part: ``letters`` reads "(a)(i)", ``text`` are its own words without the opening."""

    letters: str
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """An operative paragraph. ``text`` is everything under its number; ``opening`` what stands before the parts."""

    number: int
    text: str
    opening: str
    parts: tuple[Part, ...] = ()

    def part(self, letters: str) -> str | None:
        """The opening and the words of a part; of the whole where the letters stand inside running text."""
        if not letters:
            return self.text
        own = [part.text for part in self.parts if part.letters.startswith(letters)]
        if own:
            return " ".join((self.opening, *own))
        last = re.findall(r"\([a-z]+\)", letters)[-1]
        return self.text if last in self.text else None


@dataclass(frozen=True, slots=True)
class Resolution:
    """A resolution in one language; ``number`` reads "1718", ``language`` is ISO 639-2 as the publisher has it."""

    number: str
    year: int
    language: str
    adopted: date
    paragraphs: tuple[Paragraph, ...]

    def paragraph(self, number: int) -> Paragraph | None:
        """The operative paragraph of this number, None where there is none."""
        return next((paragraph for paragraph in self.paragraphs if paragraph.number == number), None)

    def text_of(self, label: str) -> str | None:
        """The words under "8(a)(i)", None where the text has no such paragraph or part."""
        number, letters = split_label(label)
        paragraph = self.paragraph(number)
        return paragraph.part(letters) if paragraph else None


def split_label(label: str) -> tuple[int, str]:
    """Split "8(a)(i)" into 8 and "(a)(i)"; ValueError for anything else."""
    match = LABEL.fullmatch(label)
    if match is None:
        raise ValueError(f"{label!r} is no paragraph label such as '8(a)(i)'")
    return int(match[1]), match[2]


def hash_text(text: str) -> str:
    """The hash under which a correction of a paragraph is noticed."""
    return hashlib.sha256(text.encode()).hexdigest()
