"""The words by which a language's ships and firms are known, as its names.yml gives them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class NameWords:
    """What stands before or behind a name: "tanker X", "X호", "X Co. Ltd", "компания «X»".

    ``banks``, ``carriers`` and ``brokers`` tell by a word in or before a firm's name what it does. ``generic`` are names
    that are none. ``skip`` may stand between a word and its name ("barco norcoreano X"); a name starts behind the last of the
    ``cuts`` where no space parts words. ``quoted``: behind such a word only what stands in quotation marks is a name.
    """

    ships_before: tuple[str, ...] = ()
    ships_after: tuple[str, ...] = ()
    firm_endings: tuple[str, ...] = ()
    firm_before: tuple[str, ...] = ()
    firm_after: tuple[str, ...] = ()
    banks: tuple[str, ...] = ()
    carriers: tuple[str, ...] = ()
    brokers: tuple[str, ...] = ()
    generic: tuple[str, ...] = ()
    skip: tuple[str, ...] = ()
    cuts: tuple[str, ...] = ()
    quoted: bool = False
    spaced: bool = True


NO_NAMES = NameWords()
