"""All that others may import from web: the addresses of its pages."""

from payung.web.urls import urlpatterns

__all__ = ["urlpatterns"]
