"""Mails: what waits to be sent, how it is put, and how it goes out."""
