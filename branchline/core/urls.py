"""Addresses of the ground floor."""

from django.urls import path

from .components_page import components

national = [path("components", components, name="components")]
