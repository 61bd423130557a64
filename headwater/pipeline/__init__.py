"""The stages in order, run against a store (stages.py), and those that are too large to be run as one function.

`article_*` and `copy_*` run the steps of a stage over what is new in a store and what that touches;
`copy_lists` lists the copies of any pile without one.
"""
