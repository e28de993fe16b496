import os

SECRET_KEY = "ember-only-here"
DEBUG = os.environ.get("DEBUG", "0") == "1"
ALLOWED_HOSTS = ["*"]

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "corsheaders",
    "ember.core",
]

MIDDLEWARE = [
    "corsheaders.middleware.CorsMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.common.CommonMiddleware",
]

ROOT_URLCONF = "ember.urls"

CORS_ALLOWED_ORIGINS = ["https://ember.example"]
if DEBUG:
    CORS_ALLOWED_ORIGINS = ["http://localhost:3000"]
