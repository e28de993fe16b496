import os


def env_list(name, default=""):
    """A list from the environment, separated by commas."""
    value = os.environ.get(name, default)
    return [part.strip() for part in value.split(",") if part.strip()]


SECRET_KEY = "quince-only-here"
DEBUG = True
ALLOWED_HOSTS = ["*"]

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "corsheaders",
    "quince.core",
]

MIDDLEWARE = [
    "corsheaders.middleware.CorsMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.common.CommonMiddleware",
]

ROOT_URLCONF = "quince.urls"

CORS_ALLOWED_ORIGINS = env_list("WEB_ORIGINS", "http://localhost:3000")
