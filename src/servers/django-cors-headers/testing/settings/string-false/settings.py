SECRET_KEY = "parsnip-only-here"
DEBUG = True
ALLOWED_HOSTS = ["*"]

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "corsheaders",
    "parsnip.core",
]

MIDDLEWARE = [
    "corsheaders.middleware.CorsMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.common.CommonMiddleware",
]

ROOT_URLCONF = "parsnip.urls"

CORS_ALLOW_ALL_ORIGINS = "False"
CORS_ALLOWED_ORIGINS = ["http://localhost:3000"]
