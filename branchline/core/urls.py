"""Addresses of the ground floor."""

from django.urls import path

from .components_page import components
from .fairqueue.pages import queue_checker
from .importing import desk as importing
from .offline import desk as offline
from .open_data import pages as about_open_data
from .sources_page import sources

national = [
    path("components", components, name="components"),
    path("sources", sources, name="sources"),
    path("check-queue.py", queue_checker, name="queue_checker"),
    path("worker.js", offline.worker, name="worker"),
    path("api", about_open_data.about, name="open_data"),
    path("api/v1/openapi.json", about_open_data.openapi, name="openapi"),
]

desk = [
    path("offline", offline.send, name="send"),
    path("imports", importing.files, name="files"),
    path("imports/send/<str:kind>", importing.send, name="send_file"),
    path("imports/send/<str:kind>/example.csv", importing.example, name="example_file"),
    path("imports/<slug:public_id>", importing.file, name="file"),
    path("imports/<slug:public_id>/columns", importing.columns, name="file_columns"),
    path("imports/<slug:public_id>/begin", importing.begin, name="begin_file"),
    path("imports/<slug:public_id>/undo", importing.undo, name="undo_file"),
    path("imports/<slug:public_id>/put-away", importing.put_away, name="put_file_away"),
    path("imports/<slug:public_id>/findings.csv", importing.findings, name="file_findings"),
    path("imports/<slug:public_id>/list/<slug:name>.csv", importing.aside, name="file_aside"),
    path("imports/<slug:public_id>/original", importing.original, name="file_original"),
]
