"""Two versions of a text, word by word."""

from watch1718.core.difference import Kind, difference

TEXT = " ".join(f"word{n}" for n in range(100))


def test_the_same_words_have_no_difference():
    """Nothing is shown where nothing changed."""
    assert difference(TEXT, TEXT) == ()


def test_what_left_and_what_came_stand_in_their_place():
    """One changed word is one run that left and one that came, whole words both."""
    runs = difference("It shipped 300 containers.", "It shipped 30 containers.")
    assert [(run.kind, run.words) for run in runs] == [
        (Kind.SAME, "It shipped "),
        (Kind.GONE, "300"),
        (Kind.NEW, "30"),
        (Kind.SAME, " containers."),
    ]


def test_words_far_from_a_change_are_left_out():
    """A long story shows the changed place and a few words around it."""
    runs = difference(TEXT, TEXT.replace("word50", "other"))
    assert [run.kind for run in runs] == [Kind.LEFT_OUT, Kind.SAME, Kind.GONE, Kind.NEW, Kind.SAME, Kind.LEFT_OUT]
    assert sum(len(run.words) for run in runs) < 300


def test_chinese_is_held_against_each_other_sign_by_sign():
    """Where no spaces part words, one sign changes and not the sentence."""
    assert [run.words for run in difference("船离开大连", "船离开天津") if run.kind is Kind.GONE] == ["大连"]
