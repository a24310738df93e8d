"""What does the first page say before anything is loaded?"""

from django.test import Client


def test_before_anything_is_loaded_the_page_says_what_to_run(empty_base: str) -> None:
    answer = Client().get("/")
    assert answer.status_code == 503
    assert "payung up" in answer.content.decode()
