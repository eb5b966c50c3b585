"""The people of a Jira export: names in one column, account ids in the next, ids alone inside comments."""

from pmtui.exchange.incoming import InPerson
from pmtui.exchange.jira_headers import ACCOUNT, Column
from pmtui.exchange.table import Row
from pmtui.model.text import clean_line

_ROLES = ("assignee", "reporter", "creator", "watchers", "project lead")
_NOBODY = {
    "unassigned", "sin asignar", "nicht zugewiesen", "non assigné", "non attribué", "não atribuído", "non assegnato",
    "niet toegewezen", "nieprzypisany", "не назначен", "未割り当て", "未分配", "anonymous",
}  # fmt: skip


def id_columns(columns: list[Column]) -> dict[int, int]:
    """For each column of names the column of its account ids: the first with the first, the second with the second."""
    pairs: dict[int, int] = {}
    for role in _ROLES:
        names = [index for index, column in enumerate(columns) if column.role == role]
        ids = [index for index, column in enumerate(columns) if column.role == f"{role} id"]
        pairs.update(zip(names, ids, strict=False))
    return pairs


class People:
    """Who is in the file. A person's key is the account id where there is one, else the name."""

    def __init__(self) -> None:
        self._name_of: dict[str, str] = {}
        self._id_of: dict[str, str] = {}
        self._people: dict[str, InPerson] = {}

    def learn(self, rows: list[Row], pairs: dict[int, int]) -> None:
        """Note which id goes by which name, anywhere in the file, before anybody is asked for."""
        names = {index: name for name, index in pairs.items()}
        for row in rows:
            known = {index: text for index, text in row.cells if index in pairs or index in names}
            for index, account in known.items():
                name = clean_line(known.get(names.get(index, -1), ""))
                if name:
                    self._name_of.setdefault(account.strip(), name)
                    self._id_of.setdefault(name.casefold(), account.strip())

    def person(self, name: str, account: str = "") -> str | None:
        """The key of a person by name, account id or both; None for nobody ("Unassigned")."""
        name, account = clean_line(name), clean_line(account)
        if name.casefold() in _NOBODY and not account:
            return None
        account = account or self._id_of.get(name.casefold(), "")
        key = account or f"name:{name.casefold()}"
        if not account and not name:
            return None
        if key not in self._people:
            shown = name or self.name_of(account)
            email = shown if "@" in shown and " " not in shown and "." in shown.rpartition("@")[2] else None
            self._people[key] = InPerson(key, shown, email, account or None)
        return key

    def author(self, token: str) -> str | None:
        """The key of whoever a comment, worklog or attachment names: by account id, or by user name in older Jiras."""
        token = clean_line(token)
        if token in self._name_of or ACCOUNT.match(token):
            return self.person(self._name_of.get(token, ""), token)
        return self.person(token)

    def name_of(self, account: str) -> str:
        """The name behind an account id or user name; an id the file does not explain is shortened to its end."""
        known = self._name_of.get(account)
        if known:
            return known
        return f"Jira user {account[-8:]}" if ACCOUNT.match(account) else account

    @property
    def people(self) -> list[InPerson]:
        """Everybody asked for, in the order of their first appearance."""
        return list(self._people.values())
