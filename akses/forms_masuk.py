"""The sign-in form."""

from allauth.account.forms import LoginForm


class MasukForm(LoginForm):
    """allauth's form, posting the field names that every browser and password manager knows."""

    def add_prefix(self, field_name: str) -> str:
        return super().add_prefix("username" if field_name == "login" else field_name)
