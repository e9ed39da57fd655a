"""Captured words, made safe to print."""

from watch1718.core.inert import inert


def test_what_steers_a_terminal_is_spelled_out():
    """X14: escapes, line breaks, bells and a turned writing direction are seen, not obeyed."""
    assert inert("a\x1b[2Jb\r\nc\x07\u202ed\u2028e") == "a\\x1b[2Jb\\x0d\\x0ac\\x07\\u202ed\\u2028e"


def test_other_scripts_stay_as_they_are():
    """Letters of any script are words."""
    assert inert("북한 Россия 中国 é") == "북한 Россия 中国 é"


def test_what_is_cut_says_so():
    """A long text shows how long it was."""
    assert inert("a" * 10, 4) == "aaaa… (10 characters)"
