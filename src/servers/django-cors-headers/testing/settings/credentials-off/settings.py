SECRET_KEY = "inkwell-only-here"
DEBUG = True
ALLOWED_HOSTS = ["*"]

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "corsheaders",
    "inkwell.core",
]

MIDDLEWARE = [
    "corsheaders.middleware.CorsMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.common.CommonMiddleware",
]

ROOT_URLCONF = "inkwell.urls"

CORS_ALLOWED_ORIGINS = ["https://inkwell.example"]
if DEBUG:
    CORS_ALLOWED_ORIGINS.append("http://localhost:5173")

CORS_ALLOW_CREDENTIALS = False
