"""Addresses of the hall."""

from django.urls import path

from . import pages

national = [
    path("", pages.home, name="home"),
    path("about", pages.about, name="about"),
    path("accessibility", pages.accessibility, name="accessibility"),
    path("privacy", pages.privacy, name="privacy"),
    path("search", pages.search, name="search"),
    path("robots.txt", pages.robots, name="robots"),
    path("sitemap.xml", pages.sitemap, name="sitemap"),
]
