"""Pictures that several ask for at once."""

import asyncio
from threading import Event

from pydantic import BaseModel

from reko_core.pictures.picture_cache import PictureCache


class Answer(BaseModel):
    text: str


async def test_a_picture_is_drawn_once_however_many_wait_and_leave() -> None:
    cache, may_end, drawn = PictureCache(), Event(), list[str]()

    def draw(answer: Answer, _: object) -> bytes:
        drawn.append(answer.text)
        may_end.wait(5)
        return answer.text.encode()

    first, second = (asyncio.create_task(cache.draw(draw, Answer(text="a"))) for _ in "12")
    await asyncio.sleep(0.01)
    first.cancel()
    await asyncio.wait([first])
    may_end.set()

    assert first.cancelled()
    assert await second == b"a"
    assert await cache.draw(draw, Answer(text="a")) == b"a"
    assert await cache.draw(draw, Answer(text="b")) == b"b"
    assert drawn == ["a", "b"]


async def test_a_picture_that_failed_is_drawn_again() -> None:
    cache, results = PictureCache(), [b"b"]

    def draw(_: BaseModel, __: object) -> bytes:
        if results == [b"b"]:
            results.append(b"c")
            raise OSError
        return results.pop()

    outcomes = await asyncio.gather(
        *(cache.draw(draw, Answer(text="a")) for _ in "12"), return_exceptions=True
    )
    assert [type(one) for one in outcomes] == [OSError, OSError]
    assert await cache.draw(draw, Answer(text="a")) == b"c"
