"""Captured words made safe to print: whatever could steer a terminal or turn a line around is shown, not obeyed."""

from __future__ import annotations

import unicodedata

STEERS = {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}


def inert(text: str, limit: int = 0) -> str:
    """Spell out control, direction and other invisible characters; ``limit`` cuts what is longer and says so."""
    cut = text[:limit] if limit and len(text) > limit else text
    shown = "".join(_shown(character) for character in cut)
    return shown if len(cut) == len(text) else f"{shown}… ({len(text)} characters)"


def _shown(character: str) -> str:
    if unicodedata.category(character) not in STEERS:
        return character
    code = ord(character)
    return f"\\x{code:02x}" if code < 256 else f"\\u{code:04x}"  # noqa: PLR2004 - one byte
