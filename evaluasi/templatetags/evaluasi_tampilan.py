"""How the figures of a report look: its JSON keeps numbers as text."""

from django import template

from akses.templatetags.tampilan import angka

register = template.Library()


@register.filter
def nilai(teks: str | None, satuan: str) -> str:
    """One place for percentages, none for persons."""
    return angka(teks, 1 if satuan == "%" else 0)
