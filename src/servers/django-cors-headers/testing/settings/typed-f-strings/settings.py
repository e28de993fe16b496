from typing import Final

SECRET_KEY = "marble-only-here"
DEBUG = True
ALLOWED_HOSTS = ["*"]

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "corsheaders",
    "marble.core",
]

MIDDLEWARE: list[str] = [
    "corsheaders.middleware.CorsMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.common.CommonMiddleware",
]

ROOT_URLCONF = "marble.urls"

WEB_HOST: Final = "localhost"
WEB_PORT: Final = 8080

CORS_ALLOWED_ORIGINS: Final[list[str]] = [
    f"http://{WEB_HOST}:{WEB_PORT}",
    'http://127.0.0.1:8080'
]
