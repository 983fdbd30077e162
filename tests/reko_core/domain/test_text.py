from hypothesis import given
from hypothesis import strategies as st

from reko_core.domain.text import clean


def test_plain_titles_are_unchanged() -> None:
    assert clean("Yuri!!! on Ice: 鋼の錬金術師 [TV]") == "Yuri!!! on Ice: 鋼の錬金術師 [TV]"


def test_terminal_escapes_are_removed() -> None:
    assert clean("a\x1b[31mb\x07\u202ec\u200b\x9b\ud800") == "a[31mbc"


def test_lines_are_joined() -> None:
    assert clean(" one\r\ntwo\u2028three\t") == "one two three"


@given(st.text())
def test_cleaned_text_is_printable(text: str) -> None:
    assert all(char.isprintable() or char == " " or ord(char) > 127 for char in clean(text))
    assert len(clean(text).splitlines()) <= 1
