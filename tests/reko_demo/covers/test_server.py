from urllib.parse import urlsplit

from aiohttp import ClientSession

from reko_demo.community.catalogue import load_titles
from reko_demo.covers.drawing import draw_cover
from reko_demo.covers.server import serve_covers


async def test_covers_are_served_under_the_paths_of_their_addresses() -> None:
    title = load_titles()[1]
    async with serve_covers([title]) as url, ClientSession() as session:
        async with session.get(url + urlsplit(str(title.picture)).path) as response:
            assert response.content_type == "image/png"
            assert await response.read() == draw_cover(title)
        async with session.get(f"{url}/nothing.png") as response:
            assert response.status == 404
