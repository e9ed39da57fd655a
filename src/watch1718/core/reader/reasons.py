"""The judge's features in words, for people who read no code."""

from __future__ import annotations

_WORDS = {
    "about_dprk": "the text is about the DPRK",
    "dprk_in_passing": "the text names the DPRK only in passing",
    "dprk_here": "the sentence names the DPRK",
    "dprk_before": "the sentence before names the DPRK",
    "dprk_absent": "neither this sentence nor the one before names the DPRK",
    "dprk_inferred": "the DPRK's part is inferred, not named",
    "dprk_filled": "the DPRK is put in as the side that is missing",
    "loose": "the words tie the goods to the DPRK; no verb of its own tells the way",
    "way_known": "another sentence ties the goods to the DPRK",
    "dprk_guessed": "the clause does not name the DPRK and leaves a side open",
    "dprk_outside_clause": "the DPRK stands outside the clause",
    "pair_here": "the sentence speaks of “the two countries”",
    "directed": "it is said who gives or who takes",
    "sides_open": "neither who gives nor who takes is said",
    "giver_found": "who gives is named",
    "giver_open": "who gives is not named",
    "taker_found": "who takes is named",
    "taker_open": "who takes is not named",
    "partner_unknown": "no other party is named anywhere",
    "partner_from_document": "the other party is taken from elsewhere in the text",
    "witness_side": "a side is a State that mostly reports such things",
    "witness_friend": "cooperation with a State that mostly reports such things",
    "witness_armed": "weapons and a State that mostly reports such things: talk of threats",
    "origin": "the goods are called North Korean",
    "thing_named": "the goods are named",
    "thing_implied": "the goods are only implied by the verb",
    "history": "every year in the sentence lies more than two years back",
    "flag_law": "the sentence tells what the law says",
    "flag_doubted": "the sentence doubts it",
    "flag_negated": "the sentence says that it did not happen",
    "flag_hypothetical": "the sentence tells a condition, a wish or a call",
    "flag_background": "it is told as background",
    "flag_abroad": "it happens abroad",
    "own_known_late": "a test that the text's opening tells already",
    "own_new_late": "a test that the text's opening does not tell",
    "own_noun_early": "a test named as a bare noun in the opening",
    "own_noun_late": "a test named as a bare noun in passing",
    "own_hung_early": "a test in a clause that hangs on another, in the opening",
    "own_hung_late": "a test in a clause that hangs on another",
    "other_noun_early": "told by a noun in the opening",
    "other_noun_late": "told by a noun further down",
    "other_hung_early": "told in a clause that hangs on another, in the opening",
    "other_hung_late": "told in a clause that hangs on another",
    "vague_cooperation": "cooperation that might come, with nothing named",
    "exempt_here": "the sentence has words of permitted things",
    "enforcement": "a step was taken against it",
}
_KINDS = {
    "aspect": "form of the verb",
    "row": "direction",
    "stage": "stage",
    "category": "category",
    "event": "kind of event",
    "goods": "goods",
    "section": "place in the text",
    "flag": "mark",
}


def reason(feature: str) -> str:
    """Say a feature in words; one without words of its own is named by its kind."""
    if feature in _WORDS:
        return _WORDS[feature]
    kind, _, value = feature.partition("_")
    plain = value.replace("_", " ")
    return f"{_KINDS[kind]}: {plain}" if kind in _KINDS else feature.replace("_", " ")
