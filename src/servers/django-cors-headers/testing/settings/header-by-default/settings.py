"""Settings of the hedge project."""
import os
from pathlib import Path

SECRET_KEY = "hedge-only-here"
DEBUG = True
ALLOWED_HOSTS = ["*"]

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "corsheaders",
    "hedge.core",
]

MIDDLEWARE = [
    "corsheaders.middleware.CorsMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.common.CommonMiddleware",
]

ROOT_URLCONF = "hedge.urls"

CORS_ALLOWED_ORIGINS = [
    "http://localhost:3000",
]
