"""Bodies by their hash: whole, once, and verified when they are read."""

from __future__ import annotations

from hashlib import sha256

import pytest

from watch1718.adapters.bodies import FileBodies
from watch1718.errors import Quarantine, Retry

BODY = "세 척의 배".encode()
KEY = sha256(BODY).hexdigest()


@pytest.fixture
def bodies(tmp_path):
    """An empty store."""
    return FileBodies(tmp_path / "evidence")


def test_a_body_comes_back_by_its_hash(bodies, tmp_path):
    """The key is the SHA-256, and the file stands where anyone can find and check it."""
    assert bodies.put(BODY) == KEY
    assert bodies.get(KEY) == BODY
    assert (tmp_path / "evidence" / KEY[:2] / KEY[2:]).read_bytes() == BODY


def test_the_same_body_twice_is_one_file(bodies, tmp_path):
    """Nothing is doubled, and no temporary file stays behind."""
    assert bodies.put(BODY) == bodies.put(BODY)
    bodies.put(b"")
    assert len([file for file in tmp_path.rglob("*") if file.is_file()]) == 2


def test_a_missing_body_is_a_key_error(bodies):
    """What was purged, or never was, is missing by its key."""
    with pytest.raises(KeyError):
        bodies.get(KEY)


@pytest.mark.parametrize("key", ["", "../../etc/passwd", "ab", KEY.upper(), KEY + "0", "g" * 64])
def test_a_key_is_a_hash_and_nothing_else(bodies, key):
    """No key leads out of the folder."""
    with pytest.raises(KeyError):
        bodies.get(key)


def test_a_damaged_body_is_never_given_out(bodies, tmp_path):
    """A file that no longer has its hash is a quarantine, not evidence."""
    bodies.put(BODY)
    (tmp_path / "evidence" / KEY[:2] / KEY[2:]).write_bytes(BODY + b"!")
    with pytest.raises(Quarantine) as caught:
        bodies.get(KEY)
    assert caught.value.reason == "damaged"


def test_a_torn_body_is_mended_by_the_next_put(bodies, tmp_path):
    """A file of another size than the body is replaced when the body comes again."""
    bodies.put(BODY)
    (tmp_path / "evidence" / KEY[:2] / KEY[2:]).write_bytes(BODY[:3])
    bodies.put(BODY)
    assert bodies.get(KEY) == BODY


def test_a_failed_write_leaves_nothing(bodies, tmp_path, monkeypatch):
    """A full disk leaves neither half a body under its name nor a temporary file."""

    def full(_handle):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("watch1718.adapters.bodies.os.fsync", full)
    with pytest.raises(Retry, match="the disk is full"):
        bodies.put(BODY)
    assert [file for file in tmp_path.rglob("*") if file.is_file()] == []
