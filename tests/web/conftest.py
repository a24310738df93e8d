"""Signed-in readers of each role, and the pages on a port for a real browser."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, make_server

import psycopg
import pytest
from django.contrib.auth import get_user_model
from django.core.wsgi import get_wsgi_application
from django.db import connections
from django.test import Client

from payung.ledger.public import DemoAccount, ensure_demo_accounts
from tests.conftest import copy_base, point_to

CHROMIUM = Path("/usr/bin/chromium")

SignIn = Callable[[str], Client]


@pytest.fixture(scope="session")
def accounts(django_db_setup: None, django_db_blocker: Any) -> dict[str, DemoAccount]:
    """One account for each role, by role; kept in the base for all tests."""
    with django_db_blocker.unblock():
        made = {account.role: account for account in ensure_demo_accounts()}
        for alias in connections:
            connections[alias].close()
    return made


@pytest.fixture
def sign_in(accounts: dict[str, DemoAccount], db: None) -> SignIn:
    """A client signed in as the account of a role."""

    def enter(role: str) -> Client:
        client = Client()
        client.force_login(
            get_user_model().objects.get(username=accounts[role].username),
            backend="django.contrib.auth.backends.ModelBackend",
        )
        return client

    return enter


class Quiet(WSGIRequestHandler):
    """A handler that does not write a line for each request."""

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 (the name is that of the parent)
        """Nothing."""


@contextmanager
def pages_served() -> Iterator[str]:
    """The address of the pages, served from a thread of this process, which keeps its connection to the base."""
    with make_server("127.0.0.1", 0, get_wsgi_application(), handler_class=Quiet) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


@pytest.fixture(scope="session")
def address(accounts: dict[str, DemoAccount], django_db_blocker: Any) -> Iterator[str]:
    """The address of the pages over the base of `db` tests."""
    with django_db_blocker.unblock(), pages_served() as place:
        yield place


@pytest.fixture(scope="module")
def browser(address: str) -> Iterator[Any]:
    """Chromium without a window. Skips, loudly, where there is none.

    Closed after each module: while it is open an event loop runs in this thread, and Django refuses the database there.
    """
    if not CHROMIUM.exists():
        pytest.skip("NO CHROMIUM: the pages were not looked at in a real browser; install chromium")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox", "--headless"])
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def own(server: Any, country_template: str, django_db_blocker: Any) -> Iterator[tuple[dict[str, str], str]]:
    """A base of this module's own, which flows may change: passwords by user's name, and where it is served."""
    with django_db_blocker.unblock():
        before = connections.settings["default"]["NAME"]
        name = copy_base(server, country_template)
        point_to(name)
        passwords = {one.username: one.password for one in ensure_demo_accounts()}
        with pages_served() as address:
            yield passwords, address
        point_to(before)
        with psycopg.connect(server.url("admin", "postgres"), autocommit=True) as admin:
            admin.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def press_in(page: Any, name: str, password: str) -> None:
    """Sign in through the form, as a person does."""
    page.goto("/akun/login/")
    page.fill("input[name=login]", name)
    page.fill("input[name=password]", password)
    page.click("main button")
    page.wait_for_url(lambda address: "/akun/login" not in address)
