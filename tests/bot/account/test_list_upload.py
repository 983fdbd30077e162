"""`/reko-account link file:`: a list that a person uploads."""

import gzip
import json

from discord_actions import anime_ids, ids_of, press_planted
from list_files import list_file, mal_entry

from bot.i18n.texts import texts_for
from reko_core.domain.models import Entries
from reko_core.domain.sites import Site, own_list_name
from reko_core.lists.files.list_file import MAX_FILE_BYTES
from tests.bot.conftest import LISTS, World, reply_text

ENGLISH = texts_for("en-US")
SPORTS = LISTS["demo_sports"]
STATUSES = {1: "Watching", 2: "Completed", 3: "On-Hold", 4: "Dropped", 6: "Plan to Watch"}


def export_of(entries: Entries) -> bytes:
    """Return the export of a list, with an entry that MAL does not have."""
    rows = zip(*(column.tolist() for column in entries.columns()), strict=True)
    written = [mal_entry(one, score, STATUSES[status], seen) for one, score, status, seen in rows]
    return list_file([*written, mal_entry(0)])


FILE = ("animelist.xml.gz", gzip.compress(export_of(SPORTS)))


async def test_uploaded_list_is_recommended_for_as_the_same_list_of_mal(world: World) -> None:
    linked = await world.account("link", file=FILE)
    assert linked.ephemeral
    assert reply_text(linked) == "\n".join(
        [
            ENGLISH("link-file-done", n=len(SPORTS)),
            ENGLISH("link-file-unmapped", n=1),
            ENGLISH("link-file-kept"),
        ]
    )
    kept = await world.store.lists.get(own_list_name(world.ann.id))
    assert kept is not None
    assert kept.entries == SPORTS

    answer = (await world.reko(user=None)).response
    assert answer.embeds[0].author.name == ENGLISH("page-for", user=ENGLISH("own-list"))
    assert answer.embeds[0].author.url is None
    assert "list of <t:" in answer.embeds[0].description
    named = (await world.reko(user="demo_sports")).response
    stored = [await world.store.results.by_message(one.id) for one in (answer, named)]
    mine, theirs = ([reko.id for reko in one.response.rekos] for one in stored if one is not None)
    assert mine == theirs


async def test_uploaded_list_is_shown_handed_out_and_deleted(world: World) -> None:
    await world.account("link", file=FILE)
    account = await world.store.accounts.get(world.ann.id)
    assert account is not None
    when = f"<t:{int(account.linked_at.timestamp())}:D>"
    assert ENGLISH("link-shown-file", when=when) in reply_text(await world.account("show"))
    (data,) = (await world.account("data")).response.attachments
    (row,) = json.loads(await data.read())["lists"]
    assert len(row["entries"]) == len(SPORTS)

    await world.account("link", user="demo_mecha")
    assert await world.store.lists.get(own_list_name(world.ann.id)) is None


async def test_uploaded_list_is_private_to_its_owner(world: World) -> None:
    await world.account("link", file=FILE)
    typed = await world.reko(world.bob, user=f"own:{world.ann.id}")
    assert reply_text(typed) == ENGLISH("error-name")
    assert await world.store.lists.get_many([own_list_name(world.ann.id)])
    # What they gave its titles is on the cards of their answer.
    answer = (await world.reko(user=None)).response
    menu, chosen = ids_of(answer, "more:")[0], [str(anime_ids(answer)[0])]
    denied = await press_planted(world.bob, answer, menu, chosen)
    assert reply_text(denied) == ENGLISH("error-not-shared")
    own = await press_planted(world.ann, answer, menu, chosen)
    assert (own.followups[-1] if own.followups else own.response).embeds
    await world.store.accounts.set_visibility(world.ann.id, "everybody")
    shared = await press_planted(world.bob, answer, menu, chosen)
    assert (shared.followups[-1] if shared.followups else shared.response).embeds
    community = {one.source async for batch in world.store.lists.iterate(100) for one in batch}
    assert Site.OWN not in community


async def test_other_files_are_refused_and_leave_the_link(world: World) -> None:
    await world.account("link", user="demo_mecha")
    bad = {
        "no_export": b"<html></html>",
        "damaged": FILE[1][:-9],
        "manga": export_of(SPORTS).replace(b"anime>", b"manga>"),
        "too_large": b"x" * (MAX_FILE_BYTES + 1),
    }
    for kind, data in bad.items():
        refused = await world.account("link", file=("list.xml", data))
        assert reply_text(refused) == ENGLISH("error-list-file", kind=kind)
    for options in ({}, {"user": "demo_mecha", "file": FILE}):
        refused = await world.account("link", **options)
        assert reply_text(refused) == ENGLISH("error-user-or-file")
    account = await world.store.accounts.get(world.ann.id)
    assert account is not None
    assert account.mal_name == "demo_mecha"
