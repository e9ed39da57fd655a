"""Listed names in text: found by list name, alias, reviewed form, sound or IMO number, and not found for namesakes."""

import pytest
from invented_list import party, version

from watch1718.adapters.listed_names import listed_names, read_names
from watch1718.core.document import Document
from watch1718.core.listing import Alias
from watch1718.core.names import KnownNames, KnownParty, Vessel
from watch1718.core.screening import find_listed, index
from watch1718.errors import BadFile

LISTED = version(
    party(1, "KPi", name="PONG DAL-SU", aliases=(Alias("Pong Tal-su", "Good"),)),
    party(2, "KPi", name="MAENG HAK-BONG", aliases=()),
    party(1, "KPe", name="CHONGSOL HARBOUR TRADING CORPORATION", aliases=(Alias('"CHOTCO"'), Alias("Quiet Pine"))),
    party(2, "KPe", name="RYUGANG SETTLEMENT BANK (RSB)", aliases=(Alias("RSB"),)),
    party(3, "KPe", name="MINISTRY OF TIDES", aliases=()),
    party(1, "SDi", name="PONG SOMEBODY ELSE", aliases=()),
)
KNOWN = KnownNames(
    parties=(
        KnownParty(
            "KPe.901",
            "Chongsol Harbour Trading",
            sure=("청솔항무역회사",),
            known=("Чхонсоль", "青松港贸易公司", "تشونغسول"),
            near=(("trade", ("Quiet Pine",)),),
        ),
        KnownParty("KPe.902", "Ryugang Settlement Bank", near=(("trade", ("RSB",)),)),
        KnownParty("KPe.903", "Ministry of Tides", near=(("korean_army", ("Ministry of Tides", "조수성")),)),
        KnownParty("KPi.902", "Maeng Hak-bong", near=(("dealings", ("맹학봉",)),), never=("Maeng Hak Bong",)),
    ),
    words={
        "dprk": ("North Korea", "DPRK", "Pyongyang", "북한", "КНДР", "朝鲜", "كوريا الشمالية"),
        "dealings": ("sanctions", "missile", "무기"),
        "trade": ("weapons", "sanctions"),
        "ships": ("vessel", "tanker"),
        "korean_army": ("North Korea", "DPRK", "북한"),
        "foreign": ("South Korea", "Russian"),
    },
    before_office=("minister of", "director of the"),
    after_office=("장", "director"),
    before_namesake=("Professor",),
    after_namesake=("기자", "reporter"),
    reach={"dealings": 60},
    decoys=("Chongsol Harbour Trading Museum",),
)
SHIP = Vessel("9074729", "Quiet Heron", ("Old Heron",))
NAMES = index(LISTED, (SHIP,), KNOWN)


def _found(text, title="", names=NAMES):
    document = Document("d", "s", title, text)
    mentions = find_listed(document, names)
    for mention in mentions:
        assert document.full_text[mention.span.start : mention.span.end] == mention.name
    return {mention.reference: mention for mention in mentions}


@pytest.mark.parametrize(
    "text",
    [
        "North Korea's Chongsol Harbour Trading Corporation sold shells.",
        "The DPRK firm CHONGSOL HARBOUR TRADING loaded the ship.",
        "Pyongyang's Chongsol-Harbour\nTrading Corp.",
        "A firm in Pyongyang, “Chongsol Harbour Trading Co.”",
        "Shells of 청솔항무역회사의 were seen.",
        "В КНДР фирма «Чхонсоля» продала снаряды.",
        "朝鲜的青松港贸易公司出售炮弹。",
        "باعت شركة وتشونغسول في كوريا الشمالية قذائف",
    ],
)
def test_a_body_is_found(text):
    """Case, hyphens, line ends, legal forms, endings and scripts do not hide a body."""
    assert "KPe.901" in _found(text)


@pytest.mark.parametrize(
    "name",
    ["Pong Dal-su", "PONG DAL SU", "Pong Dalsu", "Dal-su Pong", "Pong Tal-su", "Pong Tal Soo", "Pong Dal-soo"],
)
def test_a_person_is_found(name):
    """Order, hyphens, joined names and the usual spellings of one sound lead to the same person."""
    assert "KPi.901" in _found(f"North Korea's {name}, under UN sanctions, went to Rason.")


@pytest.mark.parametrize(
    "text",
    [
        "Chong\u200bsol Har\u00adbour Tra\ufeffding of North Korea",
        "Ｃｈｏｎｇｓｏｌ Ｈａｒｂｏｕｒ Ｔｒａｄｉｎｇ of North Korea",
        "Сhоngsоl Наrbour Trаding of North Korea",
        "C\u0336hongsol H\u0336arbour T\u0336rading of North Korea",
        "تشونغسّول في كوريا الشمالية",
    ],
)
def test_disguised_letters(text):
    """Invisible letters, full width, look-alikes, overlays and vowel signs do not hide a name."""
    assert "KPe.901" in _found(text)


def test_spellings_made_from_hangul():
    """A reviewed Korean form is found as other languages spell it, and the mention says by which system."""
    assert "Kontsevich of 맹학봉" in _found("В КНДР ракеты: Мэн Хак Бона видели, sanctions")["KPi.902"].why
    assert "McCune-Reischauer of 맹학봉" in _found("North Korea: sanctions on Maeng Hak-pong")["KPi.902"].why


def test_a_spelling_that_only_sounds_alike_scores_less():
    """An exact form scores one; a like spelling scores its likeness and says what it was held against."""
    exact = _found("Sanctions on Pong Dal-su of North Korea.")["KPi.901"]
    alike = _found("Sanctions on Pong Dal-soo of North Korea.")["KPi.901"]
    assert exact.score == 1
    assert 0.8 <= alike.score < 1
    assert "sounds like 'pong dal su'" in alike.why


@pytest.mark.parametrize(
    "text",
    [
        "Pong Dal-su won the bakery prize in North Korea.",
        "Pong Dal-su is under sanctions.",
        "North Korea: Pong Dal-ho was hit by sanctions.",
        "North Korea: Pong, Dal and Su were hit by sanctions.",
        "North Korea: Maeng Hak Bong was hit by sanctions.",
        "North Korea: Pong Somebody Else was hit by sanctions.",
    ],
)
def test_a_namesake_is_not_found(text):
    """Without the DPRK, without dealings, or by another name, a person is nobody; other lists are not screened."""
    assert _found(text) == {}


def test_a_common_name_needs_its_context():
    """An alias made of common words is believed only beside words of its trade."""
    assert _found("A quiet pine grew in North Korea. The weather was fine.") == {}
    assert "KPe.901" in _found("Quiet Pine sold weapons for North Korea.")


def test_a_short_form_needs_capitals():
    """Letters that spell a short form count in capitals alone."""
    assert "KPe.902" in _found("RSB is under sanctions, as is all of North Korea.")
    assert _found("The rsb is under sanctions, as is all of North Korea.") == {}


def test_another_state_s_ministry():
    """A name that several States give their ministries belongs to the State that stands nearest."""
    assert "KPe.903" in _found("North Korea's Ministry of Tides said so.")
    assert _found("South Korea's Ministry of Tides said North Korea fired.") == {}
    assert _found("The Russian Ministry of Tides met friends of North Korea.") == {}


def test_an_office_is_not_the_body():
    """A person's office names no body; its officials do."""
    assert _found("The minister of Ministry of Tides of North Korea") == {}
    assert _found("북한 조수성장 회의") == {}
    assert "KPe.903" in _found("북한 조수성 간부들")
    assert "KPe.903" in _found("Officials of North Korea's Ministry of Tides came.")


def test_a_korean_name_stands_alone():
    """Three syllables inside a longer word are no person; a particle behind them is."""
    assert "KPi.902" in _found("북한 맹학봉은 무기를 팔았다.")
    assert _found("북한 신맹학봉리 무기 공장") == {}


@pytest.mark.parametrize(
    "text",
    [
        "북한 무기 수출 늘어 맹학봉 기자",
        "Professor Pong Dal-su spoke of sanctions on North Korea.",
        "North Korea sanctions, by Pong Dal-su, reporter",
    ],
)
def test_a_word_beside_a_name_makes_it_another_s(text):
    """A reporter or professor of a listed person's name is somebody else."""
    assert _found(text) == {}


def test_reach():
    """A group's words count as far as its reach, and no further."""
    near, far = "x " * 20, "x " * 40
    assert "KPi.901" in _found(f"North Korea: Pong Dal-su {near} sanctions")
    assert _found(f"North Korea: Pong Dal-su {far} sanctions") == {}


def test_a_longer_name_is_something_else():
    """A decoy that holds a listed name takes its place."""
    assert _found("Pyongyang opened the Chongsol Harbour Trading Museum.") == {}


def test_a_title_does_not_run_into_the_text():
    """The last word of a title and the first of a text are no name together."""
    assert _found("Settlement Bank of Pyongyang opened.", title="Kim visits Ryugang") == {}


def test_vessels_by_number():
    """A designated vessel is found by its IMO number, whatever the ship is called."""
    assert _found("The freighter Sea Rose (IMO 9074729) left.")["imo:9074729"].name == "9074729"
    assert _found("The freighter Sea Rose (IMO No. 9074730) left.") == {}
    assert _found("Invoice 9074729 was paid.") == {}


def test_vessels_by_name():
    """By name a vessel needs a word for ships and the DPRK."""
    assert "imo:9074729" in _found("The tanker Quiet Heron sailed from North Korea.")
    assert "imo:9074729" in _found("North Korea: the vessel Old Heron was seen.")
    assert _found("A quiet heron stood in a river of North Korea.") == {}


def test_one_mention_a_party():
    """However often a party is named, it is one mention: the surest, first in the text."""
    mentions = find_listed(
        Document("d", "s", "North Korea", "Sanctions on Pong Dal-soo. Sanctions on Pong Dal-su. Pong Dal-su!"), NAMES
    )
    assert [(mention.reference, mention.score) for mention in mentions] == [("KPi.901", 1.0)]


def test_without_reviewed_names_nothing_needs_guessing():
    """An index of a list alone believes no name that needs a context, and does not fail."""
    assert _found("North Korea's Pong Dal-su, sanctions", names=index(LISTED)) == {}


def test_an_empty_text():
    """Nothing is found in nothing."""
    assert _found("") == {}


def test_each_mention_says_why():
    """A mention names the rule that made its form and the word that made it believable."""
    why = _found("Dal-su Pong sold a missile to North Korea.")["KPi.901"].why
    assert why == "UN list name, family name last 'dal su pong'; 'missile' stands near"


def test_traces_spare_only_texts_without_a_name():
    """Every word of the DPRK and every form that needs no context holds one of the traces that let a text in."""
    known = listed_names()
    sure = [form for one in known.parties for form in one.sure]
    for text in (*known.words["dprk"], *sure):
        assert any(trace in text.lower() for trace in known.traces), text


def test_reviewed_names_stand_once():
    """Each reference has one entry, and no form belongs to two parties."""
    parties = listed_names().parties
    assert len({one.reference for one in parties}) == len(parties)
    owners = {}
    for one in parties:
        for form in (*one.sure, *one.known):
            assert owners.setdefault(form.casefold(), one.reference) == one.reference, form


def test_a_wrong_file_of_names():
    """An unknown group, key or a broken file is refused with its place."""
    head = "words: {dprk: [x]}\noffices: {before: [], after: []}\ndecoys: []\ntraces: []\n"
    for text in (
        head + "parties: [{reference: KPe.901, name: N, near: {nope: [a]}}]",
        head + "parties: [{reference: KPe.901, name: N, often: [a]}]",
        head + "parties: [",
    ):
        with pytest.raises(BadFile, match=r"names\.yml"):
            read_names(text, "names.yml")
