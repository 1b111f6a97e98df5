"""What every page needs to know."""

from typing import Any

from django.http import HttpRequest


def tampilan(request: HttpRequest) -> dict[str, Any]:
    """Theme of the page, from the cookie that the switch sets."""
    tema = request.COOKIES.get("tema", "")
    return {"tema": tema if tema in {"terang", "gelap"} else ""}
