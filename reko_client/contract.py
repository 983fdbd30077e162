"""What the API takes and returns: made of its OpenAPI document by `make client`."""

from typing import Literal, NotRequired, TypeAlias, TypedDict


class AffinityRequest(TypedDict):
    """A request to compare two users."""

    user_names: list[str]
    force_list_update: NotRequired[bool]
    include_adult: NotRequired[bool]


class ComparedUser(TypedDict):
    """One of the two users, named as their site spells it or as requested; seen: titles."""

    user_name: str
    user_last_analyzed: str
    seen: int


class SharedTitles(TypedDict):
    """How many titles both have seen, and how many both have scored."""

    seen: int
    scored: int


class Algorithm(TypedDict):
    """The passes made over the community and the accuracy of the last."""

    passages: int
    accuracy: int | float
    missing_users: NotRequired[float | None]


class Titles(TypedDict):
    """The names of a title; null where MAL has none."""

    romaji: str
    english: str | None
    japanese: str | None


class RelatedAnime(TypedDict):
    """A title related to the recommended one."""

    id: int
    relation: str


class ClosestUser(TypedDict):
    """A similar user who has seen the title, without what would tell them apart."""

    affinity: int
    score: int | None
    recommends: bool


class Counterfactual(TypedDict):
    """The expected score without the raising, or without the lowering influences; or null."""

    raising: float | None
    lowering: float | None


class DecadeTaste(TypedDict):
    """The titles first broadcast in ten years: share as in GenreTaste, of those with a date."""

    first_year: int
    seen: int
    share: float
    community_share: float


class Expected(TypedDict):
    """The score this user would give, 1-10; the chance in percent that it reaches their mean."""

    score: float
    enjoyment: int


class ExpectedRange(TypedDict):
    """The score this user would give, 1-10; low and high bound its 90 % interval."""

    score: float
    enjoyment: int
    low: float
    high: float


class FieldReason(TypedDict):
    """What is wrong with one field; `body` for the body as a whole."""

    field: str
    reason: str


class GenreLeaning(TypedDict):
    """A genre that the user scores higher or lower than others do."""

    name: str
    scored: int
    mean: float
    difference: float


GenreNames: TypeAlias = list[str]


class GenreTaste(TypedDict):
    """A genre: share of the titles seen, in percent, of the user and of all users together."""

    name: str
    seen: int
    share: float
    community_share: float


class GroupMember(TypedDict):
    """A user of the group, named as in the request; n_seen: titles on the list that were seen."""

    user_name: str
    user_last_analyzed: str
    n_seen: int


class RekoCounts(TypedDict):
    """How many candidates were found and sent, and which the request banned."""

    sent: int
    found: int
    banned: list[int]


class MemberView(TypedDict):
    """What a title is to one member."""

    score: float
    enjoyment: int
    planned: bool
    seen: bool


class GroupRequest(TypedDict):
    """A request for recommendations to users who watch together."""

    limit: NotRequired[int]
    offset: NotRequired[int]
    banned_ids: NotRequired[list[int]]
    include_adult: NotRequired[bool]
    genres: NotRequired[list[str]]
    exclude_genres: NotRequired[list[str]]
    types: NotRequired[list[Literal["tv", "movie", "ova", "ona", "special"]]]
    max_episodes: NotRequired[int | None]
    year_from: NotRequired[int | None]
    year_to: NotRequired[int | None]
    age_ratings: NotRequired[list[Literal["g", "pg", "pg_13", "r", "r+", "rx"]]]
    user_names: list[str]
    rule: NotRequired[Literal["everyone", "average", "no_misery"]]
    max_seen: NotRequired[int]
    include_planned: NotRequired[bool]
    only_planned: NotRequired[bool]
    min_planned: NotRequired[int]
    continue_franchises: NotRequired[bool]
    force_list_update: NotRequired[bool]


class InlineEntry(TypedDict):
    """A title on a list."""

    anime_id: int
    score: NotRequired[int]
    status: NotRequired[Literal["watching", "completed", "on_hold", "dropped", "plan_to_watch"]]
    episodes: NotRequired[int | None]


class ListEntry(TypedDict):
    """The title's entry on the user's own list; null where the entry has no value."""

    status: Literal["watching", "completed", "on_hold", "dropped", "plan_to_watch"] | None
    score: int | None


class UserCounts(TypedDict):
    """How many similar users were found, and which the request banned."""

    found: int
    banned: list[str]


class NeighbourRekos(TypedDict):
    """How many candidates a neighbour brings, and how many of them were sent."""

    sent: int
    found: int


class ScoreHabits(TypedDict):
    """How the user scores; null below five scores. histogram: how many titles got 1, 2, ... 10."""

    mean: float | None
    spread: float | None
    histogram: list[int]


class SeasonMetadata(TypedDict):
    """What the response is based on."""

    user_last_analyzed: str


class Standing(TypedDict):
    """Which share of the community, in percent, is below the user; null where too little is
    known."""

    titles: int | None
    mean: int | None
    spread: int | None
    dropped: int | None
    mainstream: int | None


class TasteMetadata(TypedDict):
    """What the response is based on."""

    user_last_analyzed: str
    community: int


class TitleCounts(TypedDict):
    """How many titles of the community's are on the list."""

    seen: int
    scored: int
    dropped: int
    planned: int


class ComparedTitle(TypedDict):
    """A title that both have scored; scores are in the order of the request."""

    id: int
    title: str
    titles: Titles
    scores: list[int]


class Influence(TypedDict):
    """A title of the user, and how much its score changes the expected score, in points."""

    id: int
    title: str
    titles: Titles
    score: int
    effect: float


class OwnTitle(TypedDict):
    """A title on the user's list; score is null if they gave none."""

    id: int
    title: str
    titles: Titles
    score: int | None


class RareFavourite(TypedDict):
    """A title that the user scores above their mean and few know."""

    id: int
    title: str
    titles: Titles
    score: int
    known_by: float


class TitleMatch(TypedDict):
    """A title that was found; null where MAL has no value."""

    id: int
    title: str
    titles: Titles
    media_type: str | None
    airing_date: str | None
    main_image: str | None
    found_by: Literal["name", "synonym", "start", "part", "similar"]
    similarity: int


class AnimeInfo(TypedDict):
    """Information on a title; null where MAL has none. `title` is `titles.romaji`."""

    id: int
    mean: float | None
    title: str
    titles: Titles
    airing_date: str | None
    main_image: str | None
    rating: str | None
    num_episodes: int | None
    genres: list[str]
    related: list[RelatedAnime]
    media_type: str | None


class SimilarOpinions(TypedDict):
    """The similar users who have seen the title, of all `metadata.users.found`."""

    seen: int
    scored: int
    dropped: int
    recommended: int
    histogram: list[int]
    closest: list[ClosestUser]


class Problem(TypedDict):
    """What went wrong and what to do about it (RFC 9457)."""

    type: str
    title: str
    status: int
    detail: str
    instance: str
    errors: NotRequired[list[FieldReason]]
    checks: NotRequired[dict[str, str]]


class GroupMetadata(TypedDict):
    """What the response is based on; the order of members is that of the request."""

    rule: Literal["everyone", "average", "no_misery"]
    members: list[GroupMember]
    rekos: RekoCounts
    missing_users: NotRequired[float | None]


class Request(TypedDict):
    """A request for recommendations to one user."""

    site: NotRequired[Literal["mal", "anilist", "kitsu"]]
    entries: NotRequired[list[InlineEntry] | None]
    force_list_update: NotRequired[bool]
    user_name: NotRequired[str]
    accuracy: NotRequired[float]
    banned_users: NotRequired[list[str]]
    limit: NotRequired[int]
    offset: NotRequired[int]
    banned_ids: NotRequired[list[int]]
    include_adult: NotRequired[bool]
    genres: NotRequired[list[str]]
    exclude_genres: NotRequired[list[str]]
    types: NotRequired[list[Literal["tv", "movie", "ova", "ona", "special"]]]
    max_episodes: NotRequired[int | None]
    year_from: NotRequired[int | None]
    year_to: NotRequired[int | None]
    age_ratings: NotRequired[list[Literal["g", "pg", "pg_13", "r", "r+", "rx"]]]
    popularity: NotRequired[float]
    continue_franchises: NotRequired[bool]
    include_planned: NotRequired[bool]
    only_planned: NotRequired[bool]
    from_user: NotRequired[str | None]
    random_seed: NotRequired[int | None]


class SeasonRequest(TypedDict):
    """A request to rank the titles of a season for one user."""

    limit: NotRequired[int]
    offset: NotRequired[int]
    banned_ids: NotRequired[list[int]]
    include_adult: NotRequired[bool]
    genres: NotRequired[list[str]]
    exclude_genres: NotRequired[list[str]]
    types: NotRequired[list[Literal["tv", "movie", "ova", "ona", "special"]]]
    max_episodes: NotRequired[int | None]
    year_from: NotRequired[int | None]
    year_to: NotRequired[int | None]
    age_ratings: NotRequired[list[Literal["g", "pg", "pg_13", "r", "r+", "rx"]]]
    site: NotRequired[Literal["mal", "anilist", "kitsu"]]
    entries: NotRequired[list[InlineEntry] | None]
    force_list_update: NotRequired[bool]
    user_name: NotRequired[str]
    year: NotRequired[int | None]
    season: NotRequired[Literal["winter", "spring", "summer", "fall"] | None]
    include_planned: NotRequired[bool]
    only_new: NotRequired[bool]


class SimilarRequest(TypedDict):
    """A request for titles like one or several others."""

    limit: NotRequired[int]
    offset: NotRequired[int]
    banned_ids: NotRequired[list[int]]
    include_adult: NotRequired[bool]
    genres: NotRequired[list[str]]
    exclude_genres: NotRequired[list[str]]
    types: NotRequired[list[Literal["tv", "movie", "ova", "ona", "special"]]]
    max_episodes: NotRequired[int | None]
    year_from: NotRequired[int | None]
    year_to: NotRequired[int | None]
    age_ratings: NotRequired[list[Literal["g", "pg", "pg_13", "r", "r+", "rx"]]]
    site: NotRequired[Literal["mal", "anilist", "kitsu"]]
    entries: NotRequired[list[InlineEntry] | None]
    force_list_update: NotRequired[bool]
    anime_id: NotRequired[int | None]
    anime_ids: NotRequired[list[int]]
    unlike_ids: NotRequired[list[int]]
    user_name: NotRequired[str | None]
    popularity: NotRequired[float]


class TasteRequest(TypedDict):
    """A request for what a list tells about its user."""

    site: NotRequired[Literal["mal", "anilist", "kitsu"]]
    entries: NotRequired[list[InlineEntry] | None]
    force_list_update: NotRequired[bool]
    user_name: NotRequired[str]
    include_adult: NotRequired[bool]


class TitlesToRateRequest(TypedDict):
    """A request for titles to rate, by somebody without a list."""

    entries: NotRequired[list[InlineEntry]]
    not_seen_ids: NotRequired[list[int]]
    limit: NotRequired[int]


class WhyRequest(TypedDict):
    """A request to explain the expected score of one title for one user."""

    site: NotRequired[Literal["mal", "anilist", "kitsu"]]
    entries: NotRequired[list[InlineEntry] | None]
    force_list_update: NotRequired[bool]
    user_name: NotRequired[str]
    accuracy: NotRequired[float]
    banned_users: NotRequired[list[str]]
    anime_id: int
    include_adult: NotRequired[bool]


class Metadata(TypedDict):
    """What the response is based on."""

    user_last_analyzed: str
    unmapped_entries: NotRequired[int]
    users: UserCounts
    rekos: RekoCounts
    algorithm: Algorithm


class WhyMetadata(TypedDict):
    """What the response is based on."""

    user_last_analyzed: str
    basis: Literal["similar_users_and_factors", "community", "mean"]
    users: UserCounts
    missing_users: NotRequired[float | None]


class SimilarUser(TypedDict):
    """A neighbour, identified by a hash that is theirs only in responses for the same user_name."""

    hash: str
    affinity: int
    rekos: NeighbourRekos


class AffinityResponse(TypedDict):
    """How close two users are; all counts are of titles in the community."""

    users: list[ComparedUser]
    affinity: int
    low: int
    high: int
    shared: SharedTitles
    agreement: float | None
    mean_difference: float | None
    agree: list[ComparedTitle]
    disagree: list[ComparedTitle]


class SeasonReason(TypedDict):
    """What speaks most for a title."""

    kind: Literal["sequel", "studio", "genres", "viewers", "popular"]
    own: OwnTitle | None
    names: list[str]


class TasteResponse(TypedDict):
    """What a list tells about its user, beside the community."""

    user_name: str
    metadata: TasteMetadata
    counts: TitleCounts
    scores: ScoreHabits
    standing: Standing
    genres: list[GenreTaste]
    generous_on: list[GenreLeaning]
    harsh_on: list[GenreLeaning]
    decades: list[DecadeTaste]
    rare_favourites: list[RareFavourite]


TitleMatches: TypeAlias = list[TitleMatch]


class GroupRecommendation(TypedDict):
    """One title for all members; `members` and `least` are in the order of the request."""

    id: int
    info: AnimeInfo
    match: int
    everybody: int
    members: list[MemberView]
    least: int


class RatableTitles(TypedDict):
    """Titles to rate next, those first whose answers tell most; empty once all were shown."""

    titles: list[AnimeInfo]


class Recommendation(TypedDict):
    """One title, with the indexes of the neighbours (in `Response.users`) that recommend it."""

    id: int
    info: AnimeInfo
    match: int
    expected: Expected
    users: list[int]
    from_score: NotRequired[int | None]


class SimilarMetadata(TypedDict):
    """What the response is based on: the titles asked for, and the user's list if there is one."""

    user_last_analyzed: str | None
    like: list[AnimeInfo]
    unlike: list[AnimeInfo]
    rekos: RekoCounts
    missing_users: NotRequired[float | None]


class SimilarTitle(TypedDict):
    """One title like those asked for."""

    id: int
    info: AnimeInfo
    match: int
    shared_genres: list[str]
    expected: Expected | None


class WhyResponse(TypedDict):
    """The expected score of a title, what raises or lowers it, and what similar users thought."""

    metadata: WhyMetadata
    info: AnimeInfo
    expected: ExpectedRange
    own: ListEntry | None
    influences: list[Influence]
    without: Counterfactual
    similar: SimilarOpinions


class SeasonRecommendation(TypedDict):
    """One title of a season."""

    id: int
    info: AnimeInfo
    match: int
    expected: ExpectedRange
    reason: SeasonReason | None
    is_new: bool
    is_planned: bool
    is_little_known: bool
    misses_earlier: bool
    n_lists: int


class GroupResponse(TypedDict):
    """Recommendations for a group, best first."""

    metadata: GroupMetadata
    rekos: list[GroupRecommendation]


class Response(TypedDict):
    """Recommendations, best first, and the similar users they come from."""

    metadata: Metadata
    users: list[SimilarUser]
    rekos: list[Recommendation]


class SimilarResponse(TypedDict):
    """Titles like those asked for, the closest first; none of their franchises."""

    metadata: SimilarMetadata
    rekos: list[SimilarTitle]


class RankedSeason(TypedDict):
    """The titles of a season, best first; found counts those on all pages."""

    year: int
    season: Literal["winter", "spring", "summer", "fall"]
    found: int
    rekos: list[SeasonRecommendation]


class SeasonResponse(TypedDict):
    """The season asked for, or the current one and the next."""

    metadata: SeasonMetadata
    seasons: list[RankedSeason]
