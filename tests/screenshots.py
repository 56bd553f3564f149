"""`make screenshots`: every main page, desktop and phone, into screenshots/ (ignored by git).

Starts the product on a demo of its own, so that nothing of yours is touched.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

FOLDER = Path("screenshots")


def main() -> None:
    """Load a demo, serve it, visit every page as who may see it."""
    home = Path(tempfile.mkdtemp(prefix="branchline-shots-"))
    os.environ |= {
        "BRANCHLINE_VAR": str(home),
        "BRANCHLINE_DEMO": "1",
        "DJANGO_SETTINGS_MODULE": "branchline.settings",
        "DJANGO_ALLOW_ASYNC_UNSAFE": "true",
    }
    from branchline.commands.serve import answers, end, free_port, web

    port = free_port(18900)
    os.environ["BRANCHLINE_ADDRESS"] = f"http://localhost:{port}"
    subprocess.run([sys.executable, "-m", "branchline", "demo", "--load-only"], check=True)
    from branchline.commands.database import running

    try:
        with running():
            server = subprocess.Popen(web("127.0.0.1", port, 2), start_new_session=True)
            try:
                assert answers(f"http://127.0.0.1:{port}")
                _visit(f"http://localhost:{port}", sys.argv[1:])
            finally:
                end([server])
    finally:
        from branchline.settings.database import CLUSTER, EMBEDDED

        if EMBEDDED:
            CLUSTER.remove()
        shutil.rmtree(home, ignore_errors=True)


def _visit(address: str, wanted: list[str]) -> None:
    from playwright.sync_api import sync_playwright

    from branchline.core.scoping import scope
    from branchline.places.queries import service_at
    from tests.harness.addresses import addresses
    from tests.harness.browser import CHROMIUM, DESKTOP, PHONE, is_page
    from tests.harness.samples import SAMPLES
    from tests.harness.signing_in import sign_in

    service = service_at(slug="trafford")
    assert service is not None
    with scope(service.pk):
        pages = [p for p in addresses("trafford", SAMPLES) if p.audience != "machine"]
    FOLDER.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=arguments)
        for size, viewport in (("desktop", DESKTOP), ("phone", PHONE)):
            context = chromium.new_context(base_url=address, viewport=viewport)  # type: ignore[arg-type]
            page = context.new_page()
            for audience in (("public", "link"), ("account", "desk")):
                if "desk" in audience:
                    sign_in(page, "Service manager")
                for found in pages:
                    if found.audience not in audience or not all(w in found.path for w in wanted):
                        continue
                    if not is_page(page, found.path):
                        continue
                    page.goto(found.path)
                    name = found.name.replace(":", "-")
                    page.screenshot(path=FOLDER / f"{name}.{size}.png", full_page=True)
            context.close()
        chromium.close()
    print(f"{len(list(FOLDER.glob('*.png')))} pictures in {FOLDER}/")


if __name__ == "__main__":
    main()
