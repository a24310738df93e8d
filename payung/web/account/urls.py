"""Which pages of allauth are open? Only those that accounts here need: nobody signs up, and no mail is sent."""

from allauth.account import views
from django.urls import include, path

from payung.web.account.overview import overview

urlpatterns = [
    path("", overview, name="account"),
    path("login/", views.login, name="account_login"),
    path("logout/", views.logout, name="account_logout"),
    path("inactive/", views.account_inactive, name="account_inactive"),
    path("reauthenticate/", views.reauthenticate, name="account_reauthenticate"),
    path("password/change/", views.password_change, name="account_change_password"),
    path("mfa/", include("allauth.mfa.urls")),
]
