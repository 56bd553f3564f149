"""The house's JSON API: facts without people, for anybody's programs. Rooms give it their routers.

`Room.open_data` names a room's routers; the addresses lie below `/api/v1/`, the page about it is `/api`.
"""

from .answers import Pages, Paging, Problem, Words, answer_page
from .service import service_named

__all__ = ["Pages", "Paging", "Problem", "Words", "answer_page", "service_named"]
