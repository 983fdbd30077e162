"""Recommended titles of well-known franchises, checked against the facts in `tests/facts`.

Users are held out of REKO_DATA's community and get 24 recommendations each for their whole list. A
title is right if a fan would tell this user to watch it now: a newcomer starts with it, or the user
has seen what it needs. Printed: the share of right titles, for franchises the user has begun and
for the others, and the wrong titles by name.
"""

import argparse
import sys
from collections import Counter
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
from support.real_lists import DATA, read_lists, say

from reko_core.domain.models import Anime
from reko_core.engine.data.profile import make_profile
from reko_core.engine.recommend import Query, recommend
from reko_core.evaluation.holdout.hold_out import Split, choose_users, hold_out

sys.path.append(str(Path(__file__).parents[1] / "tests/support"))
from franchise_facts import load_facts

MIN_SCORED = 20


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--users", type=int, default=500, help="held out (%(default)s)")
    parser.add_argument("--seed", type=int, default=7, help="of the sample (%(default)s)")
    parser.add_argument("--wrong", type=int, default=40, help="wrong titles shown (%(default)s)")
    parser.add_argument("--data", type=Path, default=DATA, help="folder of the lists (REKO_DATA)")
    options = parser.parse_args()
    lists = read_lists(options.data)
    users = choose_users(lists.gathered, options.users, MIN_SCORED, options.seed)
    say("engine: fitting")
    today = datetime.now(UTC).date()
    split = hold_out(lists.gathered, users, lists.titles, today, lambda *_: None)
    for name, query in _queries(split, lists.titles).items():
        print(f"\n{name}")
        _measure(split, query, options.wrong)


def _queries(split: Split, titles: Mapping[int, Anime]) -> dict[str, Query]:
    ids = split.model.items.ids.tolist()
    is_film = np.array([one in titles and titles[one].media_type == "movie" for one in ids])
    return {
        "by default": Query(),
        "with franchises that the user has begun": Query(continue_franchises=True),
        "films only": Query(allowed_items=is_film),
    }


def _measure(split: Split, query: Query, n_shown: int) -> None:
    facts, items = load_facts(), split.model.items
    counts: Counter[tuple[bool, bool]] = Counter()
    wrong: Counter[tuple[str, str]] = Counter()
    for user in split.users:
        seen = items.ids[user.items]
        everything = np.ones(len(seen), bool)
        profile = make_profile(
            items, split.model.mu, seen, user.scores, everything, user.is_dropped
        )
        begun = frozenset(seen.tolist())
        picks = recommend(split.model, profile, query).picks
        for title, reason in facts.check(begun, [int(items.ids[pick.item]) for pick in picks]):
            has_begun = not begun.isdisjoint(facts.franchises[title.franchise])
            counts[has_begun, reason is None] += 1
            if reason is not None:
                wrong[title.name, reason] += 1
    for kind, begun_kinds in (("all", (False, True)), ("not begun", (False,)), ("begun", (True,))):
        n_right = sum(counts[one, True] for one in begun_kinds)
        n_all = n_right + sum(counts[one, False] for one in begun_kinds)
        if n_all:
            print(
                f"  franchises {kind:9}: {n_right:6,} of {n_all:6,} right = {n_right / n_all:.3f}"
            )
    for (name, reason), n in wrong.most_common(n_shown):
        print(f"  {n:5} {name}: {reason}")


if __name__ == "__main__":
    main()
