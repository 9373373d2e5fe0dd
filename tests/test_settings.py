"""Settings: every wrong value is refused with one sentence that names the setting."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import FrozenInstanceError
from pathlib import Path

import pytest

from wpr.settings import SETTINGS, SettingFault, from_environment, with_secret

WRONG = {
    "WPR_DATA": ["", " ", __file__],
    "WPR_DATABASE_URL": [
        "mysql://localhost/wpr",
        "wpr.db",
        "sqlite://",
        "sqlite:///",
        "sqlite:///:memory:",
        "postgresql://localhost:port/wpr",
    ],
    "WPR_HOST": ["", "http://127.0.0.1", "a host", "127.0.0.1:8000", "me@host", "-"],
    "WPR_PORT": ["", "0", "65536", "-1", "8000.0", "eight", "８０００"],
    "WPR_PUBLIC_URL": [
        "wpr.example.se",
        "ftp://wpr.example.se",
        "https://wpr.example.se/path",
        "https://wpr.example.se?query",
        "https://me:secret@wpr.example.se",
        "https://",
        "https://[wpr",
        "https://wpr.example.se:port",
    ],
    "WPR_WORKERS": ["0", "65", "two"],
    "WPR_THREADS": ["7", "513", ""],
    "WPR_PROXIES": ["-1", "6", "yes"],
    "WPR_SECRET": ["short", "x" * 31],
    "WPR_GUIDES": ["/there/is/no/such/folder", __file__],
    "WPR_LANGUAGE": ["", "de", "svenska", "SV"],
    "WPR_MAX_REQUEST_BYTES": ["0", "99999", "100000001", "2 MB"],
    "WPR_SMTP_URL": ["mail.example.se", "http://mail.example.se", "smtp://", "smtp://host:port"],
    "WPR_VERSION_QUIET_MINUTES": ["0", "1441", "ten"],
    "WPR_VERSION_ALL_DAYS": ["-1", "3651", ""],
    "WPR_VERSION_DAILY_DAYS": ["-1", "36501", "1.5"],
    "WPR_STEP_DAYS": ["0", "3651", "30 days"],
    "WPR_PDF_VARIANT": ["a-1a", "pdf/a-3a", "3a"],
    "WPR_MAIL_WAIT": ["-1", "3601", "five minutes", ""],
    "WPR_QUEUE_URL": ["redis", "redis://", "amqp://host", "redis://host:port", "unix:"],
    "WPR_MAIL_FROM": [
        "wpr",
        "@",
        "http://user:pw@x/",
        "a@b@c",
        "Wpr <wpr@example.se>",
        "wpr@example.se\nBcc: x@example.se",
    ],
}


@pytest.mark.parametrize(
    ("variable", "value"),
    [(variable, value) for variable, values in WRONG.items() for value in values],
)
def test_a_wrong_value_is_refused_in_one_sentence(variable: str, value: str) -> None:
    with pytest.raises(SettingFault) as refused:
        from_environment({variable: value})
    sentence = str(refused.value)
    assert sentence.startswith(variable)
    assert sentence.endswith(".")
    assert "\n" not in sentence


def test_every_setting_has_wrong_values_here() -> None:
    assert set(WRONG) == {setting.variable for setting in SETTINGS}


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("WPR_SECRET", "hush-hush"),
        ("WPR_DATABASE_URL", "mysql://me:hush-hush@host/name"),
        ("WPR_DATABASE_URL", "postgresql://me:hush-hush/hush-hush@host/name"),
        ("WPR_SMTP_URL", "smpt://me:hush-hush@host"),
    ],
)
def test_a_password_is_never_printed(variable: str, value: str) -> None:
    with pytest.raises(SettingFault) as refused:
        from_environment({variable: value})
    assert "hush-hush" not in str(refused.value)


def test_a_misspelt_name_is_refused_with_the_names_there_are() -> None:
    with pytest.raises(SettingFault, match="WPR_PROT is not a setting of wpr") as refused:
        from_environment({"WPR_PROT": "8000"})
    assert all(setting.variable in str(refused.value) for setting in SETTINGS)


def test_other_programs_variables_are_left_alone() -> None:
    assert from_environment({"PATH": "/bin", "PORT": "x"}).port == 8000


def test_an_empty_environment_is_a_server_on_this_machine_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    settings = from_environment({})
    assert settings.data == tmp_path / "data"
    assert settings.database_url == f"sqlite:///{tmp_path}/data/wpr.db"
    assert settings.public_url == "http://127.0.0.1:8000"
    assert not settings.is_https
    assert settings.mail_from == "wpr@127.0.0.1"


def test_listening_to_others_needs_the_public_address() -> None:
    with pytest.raises(SettingFault, match="WPR_PUBLIC_URL"):
        from_environment({"WPR_HOST": "0.0.0.0"})
    settings = from_environment(
        {"WPR_HOST": "0.0.0.0", "WPR_PUBLIC_URL": "https://Wpr.Example.se/"}
    )
    assert settings.public_url == "https://wpr.example.se"
    assert settings.is_https
    assert settings.trusted_hosts[0] == "wpr.example.se"
    assert settings.mail_from == "wpr@wpr.example.se"


def test_an_ipv6_address_may_stand_in_brackets() -> None:
    for host in ("::1", "[::1]"):
        settings = from_environment({"WPR_HOST": host})
        assert (settings.host, settings.public_url) == ("::1", "http://[::1]:8000")


def test_settings_cannot_be_changed() -> None:
    with pytest.raises(FrozenInstanceError):
        from_environment({}).port = 1  # type: ignore[misc]


def test_the_secret_is_made_once_and_only_its_owner_may_read_it(tmp_path: Path) -> None:
    data = tmp_path / "data"
    with ThreadPoolExecutor(8) as pool:
        secrets = set(pool.map(with_secret, [data] * 32))
    assert len(secrets) == 1
    assert len(secrets.pop()) >= 32
    assert [file.name for file in data.iterdir()] == ["secret"]
    assert (data / "secret").stat().st_mode & 0o777 == 0o600
    assert data.stat().st_mode & 0o777 == 0o700
