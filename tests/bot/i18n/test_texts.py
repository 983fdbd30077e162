"""The texts: complete in each language, used by the code, and valid with all their values."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import discord
import pytest
from fluent.syntax import FluentParser
from fluent.syntax.ast import Junk, Message, VariableReference
from fluent.syntax.visitor import Visitor

from bot.i18n.texts import ENGLISH, LANGUAGES, texts_for

BOT = Path(__file__).parents[3] / "bot"
LOCALES = BOT / "i18n" / "locales"
OTHERS = sorted(set(LANGUAGES) - {ENGLISH})
# The bot's name, media types, and texts without words: the same in all languages.
SAME_EVERYWHERE = re.compile(r"cmd-reko|type-(tv|ova|ona)|score|title-mean")

# A single vote has its own text, and the limit of bans is a large number.
NEVER_ONE = {"rule-votes", "error-too-many-bans"}


class _Variables(Visitor):
    def __init__(self) -> None:
        self.names: set[str] = set()

    def visit_VariableReference(self, node: VariableReference) -> None:  # noqa: N802
        self.names.add(node.id.name)


@cache
def entries_of(language: str) -> tuple[object, ...]:
    texts = [file.read_text(encoding="utf-8") for file in (LOCALES / language).glob("*.ftl")]
    return tuple(FluentParser().parse("\n".join(texts)).body)


@cache
def variables_of(language: str) -> dict[str, frozenset[str]]:
    """Return key -> the variables of its text."""
    found = {}
    for entry in entries_of(language):
        if isinstance(entry, Message):
            variables = _Variables()
            variables.visit(entry)
            found[entry.id.name] = frozenset(variables.names)
    return found


def _trees() -> Iterator[ast.AST]:
    sources = sorted(BOT.rglob("*.py"))
    assert len(sources) > 50
    for path in sources:
        yield ast.parse(path.read_text(encoding="utf-8"))


def _pattern(node: ast.JoinedStr) -> str:
    return "".join(
        re.escape(str(part.value)) if isinstance(part, ast.Constant) else "[a-z-]+"
        for part in node.values
    )


@cache
def keys_in_code() -> tuple[frozenset[str], frozenset[str]]:
    """Return the keys used where texts are formatted, and patterns of key families."""
    keys, families = set(), set()
    for tree in _trees():
        for node in ast.walk(tree):
            if not isinstance(node, ast.Call) or not node.args:
                continue
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            if name not in {"texts", "localized", "NotAllowed", "WrongInput"}:
                continue
            for part in ast.walk(node.args[0]):
                if isinstance(part, ast.JoinedStr):
                    families.add(_pattern(part))
            keys |= _constants(node.args[0])
    return frozenset(keys), frozenset(families)


def _constants(node: ast.AST) -> set[str]:
    """Return the string values of an expression, not those inside f-strings or comparisons."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return {node.value}
    if isinstance(node, ast.IfExp):
        return _constants(node.body) | _constants(node.orelse)
    return set()


@cache
def literals() -> frozenset[str]:
    return frozenset(
        node.value
        for tree in _trees()
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    )


def test_each_language_has_a_folder_with_the_same_files() -> None:
    folders = {path.name: {file.name for file in path.glob("*")} for path in LOCALES.glob("[a-z]*")}
    assert set(folders) == set(LANGUAGES)
    assert all(files == folders[ENGLISH] for files in folders.values())
    locales = [locale for names in LANGUAGES.values() for locale in names]
    assert set(locales) <= {str(locale) for locale in discord.Locale}
    assert len(set(locales)) == len(locales)


@pytest.mark.parametrize("language", LANGUAGES)
def test_file_has_no_mistakes_and_no_key_twice(language: str) -> None:
    assert [entry for entry in entries_of(language) if isinstance(entry, Junk)] == []
    keys = [entry.id.name for entry in entries_of(language) if isinstance(entry, Message)]
    assert sorted(keys) == sorted(set(keys))


@pytest.mark.parametrize("language", OTHERS)
def test_translation_has_the_keys_and_variables_of_english(language: str) -> None:
    english, translated = variables_of(ENGLISH), variables_of(language)

    assert translated.keys() - english.keys() == set()
    assert {key: names for key, names in translated.items() if names != english[key]} == {}


@pytest.mark.parametrize("language", OTHERS)
def test_translation_lacks_nothing_but_names(language: str) -> None:
    lacking = variables_of(ENGLISH).keys() - variables_of(language).keys()

    assert [key for key in sorted(lacking) if not SAME_EVERYWHERE.fullmatch(key)] == []


def test_every_key_in_the_code_exists() -> None:
    keys, families = keys_in_code()
    existing = variables_of(ENGLISH).keys()

    assert len(keys) > 100
    assert keys - existing == set()
    for family in families:
        assert any(re.fullmatch(family, key) for key in existing), family


def test_no_key_is_unused() -> None:
    _, families = keys_in_code()

    unused = [
        key
        for key in variables_of(ENGLISH)
        if key not in literals() and not any(re.fullmatch(family, key) for family in families)
    ]

    assert [key for key in unused if key != "score"] == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("value", [0, 1, 2, 5, 1234, 0.5])
def test_every_message_can_be_formatted_with_any_number(language: str, value: float) -> None:
    texts = texts_for(LANGUAGES[language][0])

    for key, names in variables_of(ENGLISH).items():
        said = texts(key, **dict.fromkeys(names, value))
        assert said, key
        assert not re.search(r"[{}\u2066-\u2069]", said), key


@pytest.mark.parametrize("language", sorted(set(LANGUAGES) - {"ja"}))
def test_singular_and_plural_are_distinguished(language: str) -> None:
    texts = texts_for(LANGUAGES[language][0])

    for key, names in variables_of(ENGLISH).items():
        if key.startswith("forgot-") and names:
            assert texts(key, n=1) != texts(key, n=2).replace("2", "1"), key


def test_english_counts_one_title_as_one() -> None:
    texts = texts_for("en-US")

    for key, names in variables_of(ENGLISH).items():
        if key in NEVER_ONE:
            continue
        said = texts(key, **dict.fromkeys(names, 1))
        assert not re.search(r"\b1\*{0,2} (titles|users|bans|votes|names)\b", said), said


def test_unknown_key_and_missing_value_are_errors() -> None:
    texts = texts_for("en-US")

    with pytest.raises(KeyError):
        texts("no-such-key")
    with pytest.raises(Exception, match="user"):
        texts("error-private")


@pytest.mark.parametrize(
    ("locale", "said"),
    [
        ("en-US", "Cancel"),
        ("en-GB", "Cancel"),
        ("de", "Abbrechen"),
        ("fr", "Annuler"),
        ("pt-BR", "Cancelar"),
        ("es-ES", "Cancelar"),
        ("es-419", "Cancelar"),
        ("zh-CN", "Cancel"),
        ("", "Cancel"),
        (discord.Locale.german, "Abbrechen"),
        (discord.Locale.japanese, "キャンセル"),
    ],
)
def test_language_follows_the_locale_and_else_is_english(locale: str, said: str) -> None:
    assert texts_for(locale)("button-cancel") == said


@pytest.mark.parametrize("language", OTHERS)
def test_english_is_the_fallback_for_missing_texts(language: str) -> None:
    assert texts_for(LANGUAGES[language][0])("cmd-reko") == "reko"


def test_numbers_are_written_as_the_language_does() -> None:
    assert "10,000" in texts_for("en-US")("error-too-many-bans", n=10_000)
    assert "10.000" in texts_for("de")("error-too-many-bans", n=10_000)
