"""Where does a path lead? Accounts and language to the forms of libraries, all else to the web.

Banks call a program of their own: `config/bank.py`.
"""

from django.urls import include, path

urlpatterns = [
    path("akun/", include("payung.web.account.urls")),
    path("i18n/", include("django.conf.urls.i18n")),
    path("api/v1/", include("payung.api.v1.urls")),
    path("", include("payung.web.urls")),
]

handler400 = "payung.web.upload.unreadable"
