"""Descent measured on simulated newsrooms and traditions, and its weights fitted on others of them."""
