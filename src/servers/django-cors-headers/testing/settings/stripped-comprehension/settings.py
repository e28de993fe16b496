import os

SECRET_KEY = "teacup-only-here"
DEBUG = True
ALLOWED_HOSTS = ["*"]

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "corsheaders",
    "teacup.core",
]

MIDDLEWARE = [
    "corsheaders.middleware.CorsMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.common.CommonMiddleware",
]

ROOT_URLCONF = "teacup.urls"

# see env.list
CORS_ALLOWED_ORIGINS = [
    origin.strip() for origin in os.environ["FRONTENDS"].split(",") if origin.strip()
]
CORS_ALLOW_CREDENTIALS = True
