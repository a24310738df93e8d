"""Where does a path lead? Accounts and language to the forms of libraries, every other page to `payung.web.urls`."""

from django.urls import include, path

urlpatterns = [
    path("akun/", include("payung.web.account.urls")),
    path("i18n/", include("django.conf.urls.i18n")),
    path("", include("payung.web.urls")),
]
