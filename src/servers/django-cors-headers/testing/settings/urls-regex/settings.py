SECRET_KEY = "fathom-only-here"
DEBUG = True
ALLOWED_HOSTS = ["*"]

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "corsheaders",
    "fathom.core",
]

MIDDLEWARE = [
    "corsheaders.middleware.CorsMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.common.CommonMiddleware",
]

ROOT_URLCONF = "fathom.urls"

CORS_URLS_REGEX = r"^/api/.*$"
CORS_ALLOWED_ORIGINS = ["http://localhost:3000"]
