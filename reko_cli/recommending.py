"""`reko recommend`."""

from pathlib import Path

from rich.console import Console

from reko_cli.settings import read_settings
from reko_cli.table import print_response
from reko_core.contract import Request
from reko_core.metrics import Metrics
from reko_core.program import open_recommender

__all__ = ["run"]


async def run(request: Request, config: Path | None, *, as_json: bool) -> int:
    """Answer one request, as a table or as the API would."""
    settings = read_settings(config)
    with Console(stderr=True).status("Fetching the list and looking for similar users ..."):
        async with open_recommender(settings, Metrics()) as recommender:
            response = await recommender.recommend(request)
    if as_json:
        print(response.model_dump_json())  # noqa: T201 - the answer, byte for byte
    else:
        print_response(Console(), request.user_name, response)
    return 0
