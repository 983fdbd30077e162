from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from sqlalchemy import make_url

if TYPE_CHECKING:
    from postgres_server import TemporaryDatabases

Reko = Callable[..., Any]


def test_the_move_says_which_setting_is_next(reko: Reko, postgres: "TemporaryDatabases") -> None:
    with postgres.create(is_empty=True) as settings:
        url = make_url(settings.url).set(drivername="postgresql", password="secret")
        given = url.render_as_string(hide_password=False) + "&sslpassword=secret"
        absent = reko("move-database", "--to", given)
        reko("migrate")
        done = reko("move-database", "--to", given)

    assert absent.returncode == 1
    assert absent.stderr == "reko: Nothing was moved: reko.sqlite3 does not exist.\n"
    assert done.returncode == 0, done.stderr
    assert "copying lists" in done.stderr
    shown = url.render_as_string().replace(":***@", "@")
    assert f"set database.url (or REKO_DATABASE__URL) to {shown}, with" in done.stdout
    assert "secret" not in absent.stderr + done.stdout + done.stderr
