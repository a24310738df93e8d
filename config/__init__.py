"""Django settings and root urls."""
