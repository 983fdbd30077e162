"""How fast the web page is, and how much it loads: in Chromium, from a demo on this machine.

    .venv/bin/python benchmarks/web_page.py

Needs Debian's package chromium. Each run has an empty cache. First paint: of anything with content.
Wall: until the cards of the first answer are there. Bytes are as sent, compressed; covers apart.
"""

import asyncio
import json
import shutil
import statistics
import sys
import tempfile
from contextlib import AsyncExitStack
from pathlib import Path
from typing import TYPE_CHECKING

from reko_api import running_api
from reko_core.app import open_core
from reko_core.observability.logging import configure_logging
from reko_core.observability.metrics import Metrics
from reko_core.settings import LogSettings
from reko_demo.environment import prepare_demo, serve_fake_sites, with_covers

if TYPE_CHECKING:
    from playwright.async_api import Browser

N_RUNS = 7
MAX_FIRST_PAINT_MS, MAX_KB = 1000, 150
ADDRESSES = {"first page": "", "wall": "#/recommendations?user=demo_sports"}
OPTIONS = ["--headless=new", "--no-sandbox", "--disable-gpu"]
MEASURE = """() => ({
  paint: performance.getEntriesByName("first-contentful-paint")[0].startTime,
  n: performance.getEntriesByType("resource").filter((one) => one.initiatorType !== "img").length,
})"""


async def main() -> None:
    """Measure both pages and compare them with what they may take."""
    chromium = shutil.which("chromium")
    if chromium is None:
        sys.exit("chromium is missing: apt-get install chromium")
    from playwright.async_api import async_playwright

    configure_logging(LogSettings(level="warning"))
    async with AsyncExitStack() as stack:
        directory = stack.enter_context(tempfile.TemporaryDirectory())
        settings = await prepare_demo(Path(directory))
        settings = await stack.enter_async_context(serve_fake_sites(settings))
        settings = await stack.enter_async_context(with_covers(settings))
        core = await stack.enter_async_context(open_core(settings, Metrics()))
        api = settings.api.model_copy(update={"port": 0, "burst": 10_000})
        url = await stack.enter_async_context(running_api(core.recommender, api, Metrics()))
        playwright = await stack.enter_async_context(async_playwright())
        browser = await playwright.chromium.launch(executable_path=chromium, args=OPTIONS)
        for name, address in ADDRESSES.items():
            runs = [await measure(browser, f"{url}/{address}") for _ in range(N_RUNS)]
            report(name, runs)
        await browser.close()


async def measure(browser: "Browser", address: str) -> dict[str, float]:
    """Open a page once; return milliseconds, kB and the number of requests."""
    context = await browser.new_context(viewport={"width": 1280, "height": 900}, locale="en-US")
    page = await context.new_page()
    received = 0.0
    covers: set[str] = set()
    devtools = await context.new_cdp_session(page)
    await devtools.send("Network.enable")

    def note_type(event: dict[str, object]) -> None:
        if event["type"] == "Image" and "icon.svg" not in json.dumps(event["response"]):
            covers.add(str(event["requestId"]))

    def note_size(event: dict[str, object]) -> None:
        nonlocal received
        if str(event["requestId"]) not in covers:
            received += float(str(event["encodedDataLength"]))

    devtools.on("Network.responseReceived", note_type)
    devtools.on("Network.loadingFinished", note_size)
    await page.goto(address)
    loop = asyncio.get_running_loop()
    started = loop.time()
    await page.locator("reko-card, #name").first.wait_for()
    shown_ms = 1000 * (loop.time() - started)
    await page.wait_for_timeout(500)
    measured: dict[str, float] = await page.evaluate(MEASURE)
    await context.close()
    return {**measured, "shown": shown_ms, "kb": received / 1000}


def report(name: str, runs: list[dict[str, float]]) -> None:
    """Print the medians, and whether they are within the limits."""
    median = {key: statistics.median(run[key] for run in runs) for key in runs[0]}
    is_good = median["paint"] < MAX_FIRST_PAINT_MS and median["kb"] < MAX_KB
    print(
        f"{name:<11} first paint {median['paint']:5.0f} ms, content {median['shown']:5.0f} ms "
        f"after loading, {median['kb']:4.0f} kB in {median['n']:.0f} requests without covers"
        f"{'' if is_good else '  TOO MUCH'}"
    )


if __name__ == "__main__":
    asyncio.run(main())
