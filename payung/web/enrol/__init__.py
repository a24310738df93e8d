"""Pages of enrolling: oneself, a family, somebody, a list; failed attempts; and who is covered on a day."""
