"""Pages on which a claim is filed, followed, decided, checked and paid."""
