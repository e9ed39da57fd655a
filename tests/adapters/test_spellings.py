"""A term of a language with two scripts is found in both."""

import pytest

from watch1718.adapters.forms import spell
from watch1718.adapters.lexicon import load_lexicon
from watch1718.core.document import Document
from watch1718.core.reader import read


def test_a_term_is_written_out_in_every_spelling():
    """Each character with other spellings multiplies the forms; the rest stays."""
    assert spell("发射台", {"发": "发發", "台": "台臺"}) == ["发射台", "发射臺", "發射台", "發射臺"]
    assert spell("发射", {}) == ["发射"]


@pytest.mark.parametrize(("simplified", "traditional"), [("朝鲜向俄罗斯提供了炮弹。", "朝鮮向俄羅斯提供了炮彈。")])
def test_both_scripts_give_the_same_claims(simplified: str, traditional: str):
    """Traditional characters tell what simplified ones tell."""
    lexicon = load_lexicon()
    claims = [
        [(c.category, c.stage) for c in read(Document("x", "x", "", text, "zh"), lexicon).claims]
        for text in (simplified, traditional)
    ]
    assert claims[0] == claims[1] != []
