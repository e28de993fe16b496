SECRET_KEY = "rowan-only-here"
DEBUG = True
ALLOWED_HOSTS = ["*"]

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "corsheaders",
    "rowan.core",
]

MIDDLEWARE = [
    "corsheaders.middleware.CorsMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.common.CommonMiddleware",
]

ROOT_URLCONF = "rowan.urls"

CORS_ALLOWED_ORIGINS = [
    "http://rowan.example",
    "http://LOCALHOST:3000",
]
