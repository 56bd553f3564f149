"""Forms of the room: the shape of input only."""

from .campaign import CampaignForm
from .rule import RuleForm
from .source import SourceForm

__all__ = ["CampaignForm", "RuleForm", "SourceForm"]
