import os

SECRET_KEY = "lantern-only-here"
DEBUG = True
ALLOWED_HOSTS = ["*"]

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "corsheaders",
    "lantern.core",
]

MIDDLEWARE = [
    "corsheaders.middleware.CorsMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.common.CommonMiddleware",
]

ROOT_URLCONF = "lantern.urls"

APP_ENV = os.environ.get("APP_ENV", "local")

FRONTENDS = {
    "local": ["http://localhost:3000"],
    "production": [
        "https://lantern.example",
        "https://www.lantern.example",
    ],
}

CORS_ALLOWED_ORIGINS = FRONTENDS[APP_ENV]
