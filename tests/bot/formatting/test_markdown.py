"""Untrusted text on Discord: escaped, without control characters, bounded."""

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.formatting.markdown import bar, plain, shortened

# Markdown, invisible, bidirectional and control characters, beside all others.
TEXTS = st.text(
    st.one_of(
        st.characters(),
        st.sampled_from("\\*_~|`<>@[]()#:/-+.1 \n\t\u202e\u2066\u200b\x00\x1b…🚫"),
    ),
    max_size=400,
)
LIMITS = st.integers(1, 300)
ESCAPED = re.compile(r"\\[^A-Za-z0-9\s]")
# Without ]: if every [ is escaped, it closes nothing.
FORMATTING = set("\\*_~|`<>@[#")
STEERING = {"Cc", "Cf", "Cs", "Zl", "Zp"}


@given(TEXTS, LIMITS)
def test_plain_text_is_within_its_limit(text: str, limit: int) -> None:
    assert len(plain(text, limit)) <= limit


@given(TEXTS, LIMITS)
def test_nothing_in_plain_text_formats(text: str, limit: int) -> None:
    # The text without escaped characters; this also pairs each backslash with its character.
    rest = ESCAPED.sub("", plain(text, limit))
    assert not FORMATTING & set(rest)
    assert "://" not in rest


@given(TEXTS, LIMITS)
def test_plain_text_begins_no_list(text: str, limit: int) -> None:
    assert not re.match(r"[-+] |\d+\. ", plain(text, limit))


@given(TEXTS, LIMITS)
def test_no_backslash_is_left_alone_at_a_cut(text: str, limit: int) -> None:
    shown = plain(text, limit)
    n_last = len(shown) - len(shown.rstrip("\\"))
    assert n_last % 2 == 0


@given(TEXTS, LIMITS)
def test_nothing_steers_the_reader_or_breaks_the_line(text: str, limit: int) -> None:
    for shown in (plain(text, limit), shortened(text, limit)):
        assert not STEERING & set(map(unicodedata.category, shown))
        assert "\n" not in shown


@given(TEXTS, LIMITS)
def test_shortened_text_is_within_its_limit_and_shows_the_cut(text: str, limit: int) -> None:
    shown, whole = shortened(text, limit), shortened(text, 10_000)
    assert len(shown) <= limit
    assert shown == whole or (len(whole) > limit and shown.endswith("…"))


@given(TEXTS)
def test_text_that_fits_is_not_cut(text: str) -> None:
    shown, whole = plain(text, 10_000), shortened(text, 10_000)
    assert shown.replace("\\", "").split() == whole.replace("\\", "").split()


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Lovely★Complex", "Lovely★Complex"),
        ("Re:Zero kara Hajimeru", "Re:Zero kara Hajimeru"),
        ("Fate/stay night: Heaven's Feel I.", "Fate/stay night: Heaven's Feel I."),
        ("_under_score_", r"\_under\_score\_"),
        ("**bold** ||secret||", r"\*\*bold\*\* \|\|secret\|\|"),
        ("@everyone <@1> <#2>", r"\@everyone \<\@1\> \<\#2\>"),
        ("[link](https://evil.example)", r"\[link\](https\://evil.example)"),
        ("# heading", r"\# heading"),
        ("- item", r"\- item"),
        ("1. item", r"1\. item"),
        ("a\nb\t c", "a b c"),
        ("\u202edlrow", "dlrow"),
        ("\\", r"\\"),
        ("", ""),
    ],
)
def test_plain_text_shows_what_was_written(text: str, shown: str) -> None:
    assert plain(text) == shown


@pytest.mark.parametrize(
    ("percent", "n_full"), [(-5, 0), (0, 0), (4.9, 0), (5.1, 1), (50, 5), (100, 10), (200, 10)]
)
def test_a_bar_has_ten_blocks(percent: float, n_full: int) -> None:
    assert bar(percent) == f"`{'█' * n_full}{'░' * (10 - n_full)}`"
