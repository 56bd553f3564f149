"""What would move if one service became part of another: read before anybody does it."""

from branchline.places.models import FormerSlug, Service

from .branches import branches_of
from .services import authorities_of


def what_merging_moves(*, gone: Service, into: Service) -> list[str]:
    """Sentences for the operator, in English like every command. Three queries."""
    libraries = branches_of(gone, closed_too=True).count()
    councils = [str(council) for council in authorities_of(gone)]
    slugs = [gone.slug, *FormerSlug.objects.filter(service=gone).values_list("slug", flat=True)]
    return [
        f"{gone} becomes part of {into}.",
        f"Councils that {into} serves from today as well: {', '.join(councils) or 'none'}.",
        f"Libraries shown with those of {into}: {libraries}.",
        f"Addresses that lead to /{into.slug}/ from then on: {', '.join(f'/{s}/' for s in slugs)}.",
        f"The desk of {gone} closes. Its bookings, residents and messages stay where they are, behind"
        " its wall, and nobody can read them until they are moved.",
    ]
