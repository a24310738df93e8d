"""Where does a path lead? Sign-in and language belong to libraries; every page to `payung.web.urls`."""

from django.urls import include, path

urlpatterns = [
    path("akun/", include("allauth.account.urls")),
    path("akun/mfa/", include("allauth.mfa.urls")),
    path("i18n/", include("django.conf.urls.i18n")),
    path("", include("payung.web.urls")),
]
