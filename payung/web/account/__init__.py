"""Pages of one's own account: sign-in, password, second factor. The forms are those of allauth."""
