"""The ledger's rules: loaded, whole, and refused with a place where they are wrong."""

from __future__ import annotations

import pytest

from watch1718.adapters.rules import KNOWLEDGE, episode_rules, severity_rules
from watch1718.errors import BadFile


def changed(tmp_path, name, old, new):
    """A copy of a rules file with one change."""
    text = (KNOWLEDGE / name).read_text(encoding="utf-8")
    assert old in text
    path = tmp_path / name
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return path


def test_the_package_rules():
    """All 38 categories have a rule."""
    rules = episode_rules()
    assert len(rules.categories) == 38
    assert rules.version == episode_rules().version


@pytest.mark.parametrize(
    ("old", "new", "line", "key"),
    [
        (
            "coal: {group: trade_export, kind: transfer, days: 30}",
            "coal: {group: trade_export, kind: transfer, days: 0}",
            19,
            "categories.coal.days",
        ),
        (
            "coal: {group: trade_export, kind: transfer",
            "coal: {group: trade_export, kind: gift",
            19,
            "categories.coal.kind",
        ),
        ("coal: {group: trade_export, kind: transfer", "coal: {group: trade_export, kind: own_conduct", 19, "coal"),
        ("late_days: 1", "late_days: soon", 6, "late_days"),
        ("late_days: 1", "later_days: 1", 5, "late_days"),
    ],
)
def test_a_wrong_episode_rule_says_where(tmp_path, old, new, line, key):
    """File, line and key are named."""
    with pytest.raises(BadFile) as caught:
        episode_rules(changed(tmp_path, "episodes.yml", old, new))
    assert (caught.value.key, caught.value.line) == (key, line)


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ("arms: {speculation: 2", "arms: {speculation: 9", "arms.speculation"),
        ("arms: {speculation: 2, talks: 3", "arms: {talks: 3", "table.arms"),
        ("urged: -1", "wished: -1", "ruling.wished.[key]"),
        (", capped: -1", "", "ruling"),
    ],
)
def test_a_wrong_severity_says_where(tmp_path, old, new, key):
    """A degree outside 1 to 5, a stage left out, a ruling that is none."""
    with pytest.raises(BadFile) as caught:
        severity_rules(changed(tmp_path, "severity.yml", old, new))
    assert caught.value.key == key


@pytest.mark.parametrize("text", ["categories: [", "", "- a\n- b\n"])
def test_what_is_no_rules_file(tmp_path, text):
    """Broken YAML, an empty file, a list: each is refused in one line."""
    path = tmp_path / "episodes.yml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(BadFile, match=r"episodes\.yml:"):
        episode_rules(path)


def test_a_missing_file(tmp_path):
    """A file that is not there is said to be missing."""
    with pytest.raises(BadFile, match="the file is missing"):
        episode_rules(tmp_path / "episodes.yml")
