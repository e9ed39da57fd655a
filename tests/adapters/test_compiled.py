"""Built values are kept between runs, and never loaded from where they could have been changed."""

import os
import pickle
from pathlib import Path
from types import MappingProxyType

import pytest

from watch1718.adapters.compiled import Compiled, version_of
from watch1718.adapters.lexicon import load_lexicon
from watch1718.core.reader.terms import Meaning, Term

VALUE = MappingProxyType({"coal": (Term(("coal",), (Meaning("goods", "coal"),)),)})


class Builder:
    """Counts how often it had to build."""

    def __init__(self) -> None:
        self.built = 0

    def __call__(self) -> object:
        """Build."""
        self.built += 1
        return VALUE


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where values are kept; made by the first that is kept."""
    return tmp_path / "cache"


def test_a_kept_value_is_built_once(folder: Path):
    """The second run loads what the first one built, equal in every part."""
    build = Builder()
    kept = Compiled(folder)
    assert kept.get("lexicon", "1", build) == kept.get("lexicon", "1", build) == VALUE
    assert build.built == 1


def test_another_version_is_built_anew(folder: Path):
    """Knowledge or code of another version never meets an older value."""
    build = Builder()
    kept = Compiled(folder)
    for version in ("1", "2", "1"):
        kept.get("lexicon", version, build)
    assert build.built == 2


def test_a_value_renamed_to_another_version_is_refused(folder: Path):
    """The seal holds the version too, so a file under a wrong name is not believed."""
    build = Builder()
    kept = Compiled(folder)
    kept.get("lexicon", "1", build)
    (one,) = folder.iterdir()
    kept.get("lexicon", "2", build)
    (other,) = set(folder.iterdir()) - {one}
    one.replace(other)
    kept.get("lexicon", "2", build)
    assert build.built == 3


@pytest.mark.parametrize("keep", [0, 10, 40, -1], ids=["empty", "half a seal", "half a body", "one byte short"])
def test_a_torn_value_is_built_anew(folder: Path, keep: int):
    """A file that was cut anywhere is replaced by a whole one."""
    build = Builder()
    kept = Compiled(folder)
    kept.get("lexicon", "1", build)
    (file,) = folder.iterdir()
    file.write_bytes(file.read_bytes()[:keep])
    assert kept.get("lexicon", "1", build) == VALUE
    assert kept.get("lexicon", "1", build) == VALUE
    assert build.built == 2


@pytest.mark.parametrize("of", ["folder", "file"])
def test_where_others_may_write_nothing_is_loaded(folder: Path, of: str):
    """A world-writable folder or file may hold anything: it is passed over."""
    build = Builder()
    kept = Compiled(folder)
    kept.get("lexicon", "1", build)
    (file,) = folder.iterdir()
    (folder if of == "folder" else file).chmod(0o777)
    kept.get("lexicon", "1", build)
    assert build.built == 2


def test_nothing_but_values_can_be_loaded(folder: Path):
    """Even with a right seal, a file that would call a function is refused."""
    from watch1718.adapters import compiled  # noqa: PLC0415

    Compiled(folder).get("lexicon", "1", Builder())
    (file,) = folder.iterdir()
    key = compiled.hashlib.sha256(f"1\0{compiled.sys.implementation.cache_tag}".encode()).hexdigest()
    body = pickle.dumps(os.getcwd)
    file.write_bytes(compiled._seal(key, body) + body)
    with pytest.raises(pickle.UnpicklingError, match="no value of the core"):
        compiled._read(file, key)


def test_where_nothing_can_be_written_the_value_is_still_given(tmp_path: Path):
    """A home that is a file, a full disk: the run goes on and builds."""
    (tmp_path / "home").write_text("a file")
    assert Compiled(tmp_path / "home" / "cache").get("lexicon", "1", Builder()) == VALUE


def test_old_versions_do_not_pile_up(folder: Path):
    """The newest few of a name stay, and names do not touch each other's."""
    kept = Compiled(folder)
    kept.get("lexicon-ru", "1", Builder())
    for version in "123456":
        kept.get("lexicon-en", version, Builder())
    assert len(list(folder.glob("lexicon-en-*"))) == 3
    assert len(list(folder.iterdir())) == 4


def test_a_changed_file_changes_the_version(tmp_path: Path):
    """The version of files is that of their bytes."""
    file = tmp_path / "forms.py"
    file.write_text("one")
    before = version_of(file)
    file.write_text("two")
    assert version_of(file) != before


def test_a_kept_language_equals_the_built_one(folder: Path):
    """Reading goes by the same tables, whether they were built or loaded."""
    built = load_lexicon(compiled=Compiled(folder)).languages["en"]
    assert load_lexicon(compiled=Compiled(folder)).languages["en"] == built == load_lexicon().languages["en"]
