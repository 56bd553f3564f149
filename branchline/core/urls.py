"""Addresses of the ground floor."""

from django.urls import path

from .components_page import components
from .sources_page import sources

national = [
    path("components", components, name="components"),
    path("sources", sources, name="sources"),
]
