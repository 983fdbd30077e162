"""Take the pictures of the README: what people see of the bot, and of the web page, in the demo.

    .venv/bin/pip install playwright        # and Debian's package chromium
    .venv/bin/python docs/take_pictures.py

Starts a demo of its own, drives it as somebody would with mouse and keyboard, and writes
docs/pictures/*.png.
"""

import re
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from PIL import Image

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page

PICTURES = Path(__file__).parent / "pictures"
MAX_BYTES = 150_000
N_COLOURS = 256
WIDTH, PHONE_WIDTH, HEIGHT, SCALE = 780, 390, 1900, 1.5
# Nothing of an embed lies right of this.
EMBED_WIDTH = 520
MORE_OPTIONS = re.compile(r"^\+\d+ more$")
BOT_ADDRESS = re.compile(r"http://127\.0\.0\.1:\d+/#[^/\s]\S+")
PAGE_ADDRESS = re.compile(r"http://127\.0\.0\.1:\d+/(?=#/)")
SCREEN, PHONE = {"width": 1280, "height": 860}, {"width": 390, "height": 800}
CHROMIUM_OPTIONS = (
    *("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
)


def main() -> None:
    """Take them all."""
    chromium = shutil.which("chromium")
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        sys.exit("playwright is missing: .venv/bin/pip install playwright")
    if chromium is None:
        sys.exit("chromium is missing: apt-get install chromium")
    PICTURES.mkdir(exist_ok=True)
    with demo() as (page_url, url), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=CHROMIUM_OPTIONS)
        take_web_page(browser, page_url)
        page = open_page(browser, url, WIDTH)
        page.locator("#messages-toggle").click()
        take_answer(page)
        take_card(page)
        take_help(page)
        take_commands(page)
        take_options(page)
        take_ban(page)
        take_settings(page)
        phone = open_page(browser, url, PHONE_WIDTH)
        take_answer(phone, "answer-phone")
        take_card(phone, "card-phone")
        take_help(phone, "help-phone")
        browser.close()


@contextmanager
def demo() -> Iterator[tuple[str, str]]:
    """Run the demo; give the addresses of the web page and of the bot's."""
    with tempfile.TemporaryDirectory() as directory:
        command = [sys.executable, "-m", "reko_cli", "demo", "--serve", "--directory", directory]
        process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        assert process.stdout is not None
        try:
            addresses = (PAGE_ADDRESS, BOT_ADDRESS)
            web_page, bot = (
                next(found[0] for line in process.stdout if (found := address.search(line)))
                for address in addresses
            )
            yield web_page, bot
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait()


def open_page(browser: "Browser", url: str, width: int) -> "Page":
    """Open the page of the demo as wide as a screen."""
    page = browser.new_page(
        viewport={"width": width, "height": HEIGHT},
        device_scale_factor=SCALE,
        # The page's own rules forbid that it is asked whether its pictures are there.
        bypass_csp=True,
    )
    page.goto(url)
    page.get_by_text("Recommendations for demo_sports").first.wait_for()
    return page


def take_web_page(browser: "Browser", url: str) -> None:
    """Take the web page: its first question, the wall, a title, other views; also as on a phone."""
    for name, address, shown, options in (
        ("page-start", "#/", "#name", {"viewport": SCREEN}),
        ("page-wall", "#/recommendations?user=demo_mecha", ".card", {"viewport": SCREEN}),
        (
            "page-why",
            "#/recommendations?user=demo_mecha&title=33",
            ".why .chart >> nth=2",
            {"viewport": SCREEN, "color_scheme": "dark"},
        ),
        ("page-rate", "#/rate", ".rate-card h2", {"viewport": SCREEN}),
        (
            "page-group",
            "#/group?user=demo_sports&with=demo_mecha,demo_dark",
            ".member-line",
            {"viewport": SCREEN},
        ),
        (
            "page-phone",
            "#/recommendations?user=demo_dark",
            ".card",
            {"viewport": PHONE, "color_scheme": "dark"},
        ),
    ):
        page = browser.new_page(locale="en-US", **options)
        page.goto(f"{url}{address}")
        page.locator(shown).first.wait_for()
        page.evaluate("document.activeElement.blur()")
        page.wait_for_timeout(2500)
        save_png(PICTURES / f"{name}.png", page.screenshot())
        page.close()


def take_answer(page: "Page", name: str = "answer") -> None:
    """Take an answer to /reko with its buttons."""
    save(page, name, messages(page).first, width=EMBED_WIDTH)


def take_help(page: "Page", name: str = "help") -> None:
    """Take what /reko-help explains."""
    begin_command(page, "reko-help")
    # The page shows earlier replies, too.
    n_before = messages(page).count()
    page.locator("#send-message").click()
    messages(page).nth(n_before).get_by_text("What the figures mean", exact=True).wait_for()
    save(page, name, messages(page).last, width=EMBED_WIDTH)


def take_card(page: "Page", name: str = "card") -> None:
    """Take the card that the menu under an answer opens."""
    page.wait_for_function("() => window.simcordPreview.ready")
    page.get_by_role("combobox", name="More about…").first.click()
    page.wait_for_timeout(1500)
    page.locator("[role=option]").first.click()
    page.get_by_text("Not for me").wait_for()
    # The picture makes the message taller once it is loaded.
    page.wait_for_timeout(1500)
    save(page, name, messages(page).last, width=EMBED_WIDTH)


def take_commands(page: "Page") -> None:
    """Take what Discord offers after a slash."""
    page.locator("#channel-composer-input").click()
    page.keyboard.type("/reko", delay=40)
    save(page, "commands", page.locator(".command-popup"), page.locator("#channel-composer"))
    page.keyboard.press("Escape")
    page.locator("#channel-composer-input").fill("")


def take_options(page: "Page") -> None:
    """Take the options of /reko while a genre is typed, and send the command."""
    begin_command(page, "reko")
    choose_option(page, "user", "demo_m", "demo_mecha")
    page.get_by_text(MORE_OPTIONS).click()
    page.locator("[role=option]", has_text="genre").first.click()
    page.keyboard.type("s", delay=60)
    page.locator("[role=option]", has_text="Sci-Fi").wait_for()
    # The page makes the fields a little narrower than what stands in them.
    page.evaluate(
        """document.querySelectorAll(".command-option-input").forEach(
            (field) => { field.style.width = `${field.value.length + 4}ch`; })"""
    )
    save(page, "options", page.locator(".command-popup"), page.locator("#channel-composer"))
    page.locator("[role=option]", has_text="Sci-Fi").click()
    page.locator("#send-message").click()
    messages(page).get_by_text("Recommendations for demo_mecha").wait_for()


def take_ban(page: "Page") -> None:
    """Take what a moderator sees after 🚫."""
    be(page, "Mika (moderator)")
    page.locator("button.component-button", has_text="🚫").nth(-4).click()
    messages(page).get_by_text("Banned in this server").wait_for()
    last_title = messages(page).nth(-2).locator(".embed-card").last
    save(page, "ban", last_title, messages(page).last, width=EMBED_WIDTH)


def take_settings(page: "Page") -> None:
    """Take the settings, and the form to change them."""
    be(page, "Ada (admin)")
    begin_command(page, "reko-settings show")
    page.locator("#send-message").click()
    messages(page).get_by_text("Defaults, used when").wait_for()
    save(page, "settings", messages(page).last, width=EMBED_WIDTH)
    page.locator("button.component-button", has_text="Edit").last.click()
    form = page.locator("#modal-root [role=dialog]")
    form.wait_for()
    save(page, "settings-form", form)
    page.keyboard.press("Escape")


def be(page: "Page", person: str) -> None:
    """Go on as somebody else."""
    page.select_option("#viewer-picker", label=person)
    page.wait_for_function("() => window.simcordPreview.ready")


def begin_command(page: "Page", name: str) -> None:
    """Type a command up to its options."""
    page.locator("#channel-composer-input").click()
    page.keyboard.type(f"/{name}", delay=40)
    page.locator(".command-entry, [role=option]", has_text=f"/{name}").first.click()


def choose_option(page: "Page", option: str, typed: str, chosen: str) -> None:
    """Fill an option of the command by what the bot suggests."""
    page.locator("[role=option]", has_text=option).first.click()
    page.keyboard.type(typed, delay=40)
    page.locator("[role=option]", has_text=chosen).click()


def messages(page: "Page") -> "Locator":
    """Return the messages of the channel."""
    return page.locator("#channel-message-list > article")


def save(
    page: "Page",
    name: str,
    first: "Locator",
    last: "Locator | None" = None,
    *,
    width: int | None = None,
) -> None:
    """Save the part of the page from one element to another as a small PNG."""
    page.mouse.move(0, 0)
    # An element behind the field to write in counts as visible.
    (last or first).evaluate("(element) => element.scrollIntoView({block: 'end'})")
    page.wait_for_function(
        """[...document.querySelectorAll("#channel-message-list img")].every(
            (image) => image.naturalWidth > 0)"""
    )
    page.wait_for_timeout(500)
    box, end = first.bounding_box(), (last or first).bounding_box()
    assert box is not None, name
    assert end is not None, name
    left = min(box["x"], end["x"])
    width = min(width or WIDTH, int(max(box["width"], end["width"])))
    clip = {
        "x": left,
        "y": box["y"],
        "width": width,
        "height": end["y"] + end["height"] - box["y"],
    }
    save_png(PICTURES / f"{name}.png", page.screenshot(clip=clip))


def save_png(file: Path, picture: bytes) -> None:
    """Save a picture, with fewer colours if it is large."""
    file.write_bytes(picture)
    if file.stat().st_size > MAX_BYTES:
        with Image.open(file) as large:
            fewer = large.convert("RGB").quantize(N_COLOURS, Image.Quantize.FASTOCTREE)
        fewer.save(file, optimize=True)
    n_bytes = file.stat().st_size
    print(f"{file.name:<20} {n_bytes / 1000:.0f} kB")
    assert n_bytes < MAX_BYTES, f"{file} is too large"


if __name__ == "__main__":
    main()
