import pytest

from signaling.origin import is_own_page


@pytest.mark.parametrize(
    ("origin", "host"),
    [
        ("http://localhost:8080", "localhost:8080"),
        ("https://192.0.2.7:8443", "192.0.2.7:8443"),
        ("https://call.example", "call.example"),
        ("https://call.example", "call.example:443"),
        ("http://[2001:db8::7]:8080", "[2001:db8::7]:8080"),
        ("https://CALL.example", "call.example"),
    ],
)
def test_a_page_of_this_server_is_let_in(origin: str, host: str) -> None:
    assert is_own_page(origin, {"HTTP_HOST": host})


@pytest.mark.parametrize(
    "origin",
    [
        "http://evil.example",
        "http://localhost:9999",
        "null",
        "",
        "file://",
        "http://call.example.evil",
        "http://[",
        "x" * 99,
    ],
)
def test_any_other_page_is_not(origin: str) -> None:
    assert not is_own_page(origin, {"HTTP_HOST": "call.example:8080"})


def test_behind_a_proxy_the_host_that_the_browser_asked_for_counts() -> None:
    environ = {"HTTP_HOST": "10.0.0.5:8080", "HTTP_X_FORWARDED_HOST": "call.example, 10.0.0.9"}
    assert is_own_page("https://call.example", environ)
    assert not is_own_page("https://evil.example", environ)


def test_a_client_that_is_no_browser_is_let_in() -> None:
    assert is_own_page(None, {"HTTP_HOST": "localhost:8080"})
