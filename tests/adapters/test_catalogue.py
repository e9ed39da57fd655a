"""The catalogue's files, checked as they are read."""

from __future__ import annotations

import re
import shutil
from datetime import date
from importlib.resources import files
from pathlib import Path

import pytest
import yaml

from watch1718.adapters.catalogue import load_catalogue
from watch1718.errors import BadFile

KNOWLEDGE = Path(str(files("watch1718") / "knowledge"))


@pytest.fixture
def knowledge(tmp_path):
    """A copy of the law that a test may spoil."""
    shutil.copytree(KNOWLEDGE / "measures", tmp_path / "measures")
    for name in ("categories.yml", "paragraphs.yml"):
        shutil.copy(KNOWLEDGE / name, tmp_path / name)
    return tmp_path


def spoil(path, old, new):
    """Replace words of a file once."""
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def test_the_package_s_catalogue():
    """It holds every entry, in our words, with the paragraphs that a fit needs."""
    catalogue = load_catalogue()
    assert len(catalogue.measures) == 306
    assert sum(measure.confirmed for measure in catalogue.measures) == 298
    assert len(catalogue.categories) == 41
    assert sum(category.violation for category in catalogue.categories) == 38


def test_the_caps():
    """The ceilings have their figures, units, periods and anchors."""
    by_id = load_catalogue().by_id
    assert by_id["S/RES/2397-5"].cap.quantity == 500_000
    crude = by_id["S/RES/2397-4"].cap
    assert (crude.period, crude.anchor, crude.or_quantity, crude.or_unit) == ("12_months", "12-22", 525_000, "tons")


def test_superseded_paragraphs_end_when_their_successor_begins():
    """The coal paragraphs follow each other without a gap."""
    by_id = load_catalogue().by_id
    assert by_id["S/RES/2270-29"].in_force_to == by_id["S/RES/2321-26"].in_force_from == date(2016, 11, 30)
    assert by_id["S/RES/2321-26"].in_force_to == by_id["S/RES/2371-8"].in_force_from


def test_the_version_follows_the_words(knowledge):
    """The same files give the same version; one changed word gives another."""
    before = load_catalogue(knowledge).version
    assert before == load_catalogue().version
    spoil(knowledge / "measures" / "2371.yml", "nobody buys", "no one buys")
    assert load_catalogue(knowledge).version != before


@pytest.mark.parametrize(
    ("name", "old", "new", "said"),
    [
        ("measures/1718.yml", "force: decides", "force: suggests", "decides"),
        ("measures/1718.yml", "category: luxury_goods", "category: toys", "no category 'toys'"),
        ("measures/2371.yml", "confirmed: true", "confirmed: perhaps", "boolean"),
        ("measures/2371.yml", "    duty:", "    dutty:", "allowed: id, paragraph"),
        ("measures/2371.yml", "[S/RES/2321-26]", "[S/RES/2321-99]", "S/RES/2321-99"),
        (
            "measures/2371.yml",
            "id: S/RES/2371-18\n    paragraph: '18'",
            "id: S/RES/2371-19\n    paragraph: '19'",
            "defined twice",
        ),
        ("measures/2371.yml", "paragraph: '9'", "paragraph: '99'", "is not that of the id"),
        ("measures/2371.yml", "adopted: 2017-08-05\n", "", "in_force_from"),
        ("measures/2321.yml", "in_force_to: 2017-08-05", "in_force_to: 2016-08-05", "before it begins"),
        ("measures/2371.yml", "    hs_basis:", "    note:", "hs_basis"),
        ("measures/uncovered.yml", "    condemns:", "    curses:", "allowed: condemns"),
        ("paragraphs.yml", "measures: [2375-16]", "measures: [2375-99]", "no measure"),
        ("paragraphs.yml", "category: textiles", "category: cloth", "no category"),
        ("paragraphs.yml", "fits:", "fits: [", "paragraphs.yml"),
        ("categories.yml", "violation: true", "violation: often", "boolean"),
    ],
)
def test_a_broken_file_names_itself(knowledge, name, old, new, said):
    """File, line, key and what is allowed stand in one line."""
    spoil(knowledge / name, old, new)
    with pytest.raises(BadFile) as caught:
        load_catalogue(knowledge)
    assert caught.value.path == Path(name).name
    assert caught.value.line > 0
    assert said in str(caught.value)


def test_the_line_of_a_fault(knowledge):
    """The line is that of the key, not of the file's start."""
    path = knowledge / "measures" / "2371.yml"
    spoil(path, "direction: services", "direction: sideways")
    line = next(n for n, text in enumerate(path.read_text("utf-8").splitlines(), 1) if "sideways" in text)
    with pytest.raises(BadFile) as caught:
        load_catalogue(knowledge)
    assert caught.value.line == line
    assert "import_to_dprk" in str(caught.value)


def test_a_missing_file(knowledge):
    """A missing file is named too."""
    (knowledge / "paragraphs.yml").unlink()
    with pytest.raises(BadFile, match=r"paragraphs\.yml"):
        load_catalogue(knowledge)


def test_an_entry_in_the_wrong_file(knowledge):
    """Each resolution keeps to its own file."""
    spoil(knowledge / "measures" / "2371.yml", "resolution: '2371'", "resolution: '2375'")
    with pytest.raises(BadFile, match="belongs to another resolution"):
        load_catalogue(knowledge)


def test_the_page_s_example_is_the_real_entry():
    """docs/add_a_measure.md shows an entry as it stands in its file."""
    page = (Path(__file__).parents[2] / "docs" / "add_a_measure.md").read_text("utf-8")
    (shown,) = yaml.safe_load(re.findall(r"```yaml\n(.*?)```", page, re.DOTALL)[0])
    entries = yaml.safe_load((KNOWLEDGE / "measures" / "2375.yml").read_text("utf-8"))["measures"]
    assert shown == next(entry for entry in entries if entry["id"] == shown["id"])
